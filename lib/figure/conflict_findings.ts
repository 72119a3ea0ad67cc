/**
 * What sign differences say about adapters and their mixtures, in sentences.
 *
 * @module
 */
import { mean } from "../math/stats.ts";
import { type FsdPair, fsdPairs } from "./fsd_heatmap.ts";
import { greedyTitles } from "./greedy_curve.ts";
import { type GreedyPoint, greedyPoints } from "./greedy_points.ts";
import { comparison, percentText, quality } from "./percent.ts";
import type { AccuracyRow, StudyRow } from "./rows.ts";

/**
 * How far adapters differ in sign, before and after training.
 *
 * @param rows Rows of a study, one setting.
 * @returns Sentences; none if trained adapters were not compared.
 */
export function fsdFindings(rows: readonly StudyRow[]): string[] {
  const trained = unordered(fsdPairs(rows, "trained"))
    .sort((a, b) => a.value - b.value);
  const [least, most] = [trained[0], trained.at(-1)];
  if (!least || !most) return [];
  const sentences = [
    `Trained adapters differ in sign at ${average(trained)} of their weights ` +
    "on average: their FSD, fraction of sign difference.",
  ];
  const untrained = unordered(fsdPairs(rows, "untrained"));
  if (untrained.length > 0) {
    sentences.push(
      `Before training, from the same initial weights, it is ` +
        `${average(untrained)}.`,
    );
  }
  const independent = unordered(fsdPairs(rows, "untrained-independent"));
  if (independent.length > 0) {
    sentences.push(
      `Independent initial weights differ at ${average(independent)}.`,
    );
  }
  if (trained.length > 1) {
    sentences.push(
      `The most conflicting pair is ${pairText(most)}, the least ` +
        `conflicting one ${pairText(least)}.`,
    );
  }
  const nonzero = unordered(fsdPairs(rows, "trained", "fsd_nonzero"));
  if (nonzero.length > 0) {
    sentences.push(
      `Over weights that are non-zero in both it is ${average(nonzero)}.`,
    );
  }
  return sentences;
}

/** Each pair of two different adapters once. */
function unordered(pairs: readonly FsdPair[]): FsdPair[] {
  const seen = new Map<string, FsdPair>();
  for (const pair of pairs) {
    const key = JSON.stringify([pair.row, pair.column].sort());
    if (pair.row !== pair.column && !seen.has(key)) seen.set(key, pair);
  }
  return [...seen.values()];
}

function average(pairs: readonly FsdPair[]): string {
  return percentText(mean(pairs.map(({ value }) => value)));
}

function pairText({ row, column, value }: FsdPair): string {
  return `${row} and ${column} (${percentText(value)})`;
}

/**
 * Whether adding the least conflicting adapters first is better, rule by rule.
 *
 * @param rows Rows of a study, one setting.
 * @param accuracies Accuracy rows of the same setting.
 * @returns A sentence a rule; none where no size has both orders.
 */
export function greedyFindings(
  rows: readonly StudyRow[],
  accuracies: readonly AccuracyRow[],
): string[] {
  const points = greedyPoints(rows, accuracies);
  return [...Map.groupBy(points, ({ rule }) => rule).values()]
    .flatMap(orderFinding);
}

/** Which of the two orders of one rule is better. */
function orderFinding(points: readonly GreedyPoint[]): string[] {
  const largest = new Map(
    points.filter(({ order }) => order === "largest")
      .map(({ k, value }) => [k, value]),
  );
  const gains = points.flatMap(({ order, k, value }) => {
    const other = largest.get(k);
    return order === "largest" || other === undefined ? [] : [value - other];
  });
  const [first] = points;
  if (gains.length === 0 || !first) return [];
  const gain = mean(gains);
  return [
    `${greedyTitles[first.rule]}: taking the smallest sign difference first ` +
    `is better than the largest at ${gains.filter((g) => g > 0).length} ` +
    `and worse at ${gains.filter((g) => g < 0).length} of ${gains.length} ` +
    `sizes; on average it is ${comparison(gain, quality)} the other.`,
  ];
}
