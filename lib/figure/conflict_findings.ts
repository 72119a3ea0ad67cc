/**
 * What sign differences say about adapters and their mixtures, in sentences.
 *
 * @module
 */
import { mean, spearman } from "../math/stats.ts";
import { type FsdPair, fsdPairs } from "./fsd_heatmap.ts";
import { greedyPoints } from "./greedy_curve.ts";
import { comparison, percentText, quality } from "./percent.ts";
import { type AccuracyRow, inDomainRows, type StudyRow } from "./rows.ts";

/** Fewer mixtures than this make a rank correlation of little meaning. */
const LEAST_MIXTURES = 5;

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
    "on average.",
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
 * Whether mixtures whose adapters differ more in sign are worse.
 *
 * Ranks are compared within one target and one number of adapters, because both
 * change accuracy by themselves.
 *
 * @param rows Rows of a study, one setting, read for the sign differences.
 * @param accuracies Accuracy rows of the same setting.
 * @returns A sentence; none if no group has five mixtures that differ.
 */
export function correlationFindings(
  rows: readonly StudyRow[],
  accuracies: readonly AccuracyRow[],
): string[] {
  const correlations = groupCorrelations(rows, accuracies);
  if (correlations.length === 0) return [];
  const center = mean(correlations);
  const negative = correlations.filter((value) => value < 0).length;
  const meaning = Math.abs(center) < 0.1
    ? "hardly any relation"
    : `more sign difference goes with ${center < 0 ? "lower" : "higher"} ` +
      "accuracy";
  return [
    "Among mixtures of one target and one size, the rank correlation " +
    "(Spearman) of mean pairwise FSD and accuracy is " +
    `${signed(center)} on average and negative in ${negative} of ` +
    `${correlations.length} groups: ${meaning}.`,
  ];
}

/** A correlation with a minus sign that is as wide as a plus. */
function signed(value: number): string {
  return value.toFixed(2).replace("-", "\u2212");
}

function groupCorrelations(
  rows: readonly StudyRow[],
  accuracies: readonly AccuracyRow[],
): number[] {
  const fsd = meanPairwiseFsd(fsdPairs(rows, "trained"));
  const mixtures = inDomainRows(accuracies).filter(({ k }) => k > 1)
    .map((row) => ({ ...row, conflict: fsd(row.mixed) }))
    .filter(({ conflict }) => Number.isFinite(conflict));
  return [...Map.groupBy(mixtures, ({ target, k }) => `${k} ${target}`)]
    .filter(([, group]) => group.length >= LEAST_MIXTURES)
    .map(([, group]) =>
      spearman(
        group.map(({ conflict }) => conflict),
        group.map(({ value }) => value),
      )
    )
    .filter(Number.isFinite);
}

/** Mean FSD of the pairs in a mixture, NaN if one was not measured. */
function meanPairwiseFsd(pairs: readonly FsdPair[]) {
  const table = new Map<string, Map<string, number>>();
  for (const { row, column, value } of pairs) {
    if (!table.has(row)) table.set(row, new Map());
    table.get(row)!.set(column, value);
  }
  const known = new Map<string, number>();
  return (mixed: string): number => {
    if (!known.has(mixed)) {
      const names = mixed.split("+");
      known.set(
        mixed,
        mean(
          names.flatMap((a, i) =>
            names.slice(i + 1).map((b) => table.get(a)?.get(b) ?? NaN)
          ),
        ),
      );
    }
    return known.get(mixed)!;
  };
}

/**
 * Whether adding the least conflicting adapters first is better.
 *
 * @param rows Rows of a study, one setting.
 * @param accuracies Accuracy rows of the same setting.
 * @returns A sentence; none if no size has both orders.
 */
export function greedyFindings(
  rows: readonly StudyRow[],
  accuracies: readonly AccuracyRow[],
): string[] {
  const points = greedyPoints(rows, accuracies);
  const largest = new Map(
    points.filter(({ order }) => order === "largest")
      .map(({ k, value }) => [k, value]),
  );
  const gains = points.flatMap(({ order, k, value }) => {
    const other = largest.get(k);
    return order === "largest" || other === undefined ? [] : [value - other];
  });
  if (gains.length === 0) return [];
  const gain = mean(gains);
  return [
    "Taking adapters with the smallest mean sign difference first is better " +
    `than taking the largest first at ${gains.filter((g) => g > 0).length} ` +
    `and worse at ${gains.filter((g) => g < 0).length} of ${gains.length} ` +
    `sizes; on average it is ${comparison(gain, quality)} the other.`,
  ];
}
