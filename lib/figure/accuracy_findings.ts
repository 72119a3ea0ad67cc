/**
 * What the accuracies of single adapters and of mixtures say, in sentences.
 *
 * @module
 */
import { mean } from "../math/stats.ts";
import { bySize, byTargetAndSize, greatest } from "./by_size.ts";
import { clearFinding } from "./clear_finding.ts";
import {
  COMPETITIVE,
  differenceInterval,
  dropBySize,
  ROUNDING,
} from "./drops.ts";
import { comparison, percentText, pointsText } from "./percent.ts";
import { type AccuracyRow, singleRows, type StudyRow } from "./rows.ts";
import { type Single, singles } from "./single_accuracy.ts";

const CHANGE = { more: "higher", less: "lower", same: "no change" };
const MARGIN = { more: "above", less: "below", same: "level with" };

/**
 * How good the adapters are alone, and whether that is better than guessing.
 *
 * @param rows Rows of a study, read for the majorities.
 * @param accuracies Accuracy rows of one setting.
 * @returns Sentences; none if there are no single adapters.
 */
export function singleFindings(
  rows: readonly StudyRow[],
  accuracies: readonly AccuracyRow[],
): string[] {
  const all = singles(rows, accuracies).toSorted((a, b) => a.value - b.value);
  const [worst, best] = [all[0], all.at(-1)];
  if (!worst || !best) return [];
  const average = percentText(mean(all.map(({ value }) => value)));
  if (all.length === 1) {
    const first = `The adapter for ${best.target} alone reaches ${average}.`;
    return [first, ...marginFindings(all)];
  }
  return [
    `${all.length} adapters, each alone on its own domain, reach ${average} ` +
    `on average, from ${percentText(worst.value)} (${worst.target}) ` +
    `to ${percentText(best.value)} (${best.target}).`,
    ...marginFindings(all),
  ];
}

/** Sentences about the distance to the most frequent label. */
function marginFindings(all: readonly Single[]): string[] {
  const known = all.flatMap(({ target, value, low, majority }) =>
    majority === undefined
      ? []
      : [{ target, majority, margin: value - majority, low: low - majority }]
  ).sort((a, b) => a.margin - b.margin);
  const tightest = known[0];
  if (!tightest) return [];
  const majority = mean(known.map((one) => one.majority));
  const margin = mean(known.map((one) => one.margin));
  const unclear = known.filter(({ low }) => low <= 0);
  return [
    "Always answering the most frequent label would reach " +
    `${percentText(majority)}; the adapters are ` +
    `${comparison(margin, MARGIN)} that on average, and ` +
    `${comparison(tightest.margin, MARGIN)} it where the margin is smallest ` +
    `(${tightest.target}).`,
    unclear.length === 0
      ? "Every adapter's 95% interval lies above the most frequent label."
      : `Not clearly better than the most frequent label: ${
        unclear.map(({ target }) => target).join(", ")
      }.`,
  ];
}

/**
 * How accuracy changes with the number of mixed adapters.
 *
 * @param accuracies Accuracy rows of one setting.
 * @returns Sentences; none if nothing was mixed or no adapter measured alone.
 */
export function mixingFindings(accuracies: readonly AccuracyRow[]): string[] {
  const [alone, ...mixed] = bySize(accuracies);
  const last = mixed.at(-1);
  if (alone?.k !== 1 || !last) return [];
  const change = last.mean - alone.mean;
  const bounds = dropBySize(accuracies);
  const first = `Mean accuracy over targets is ${percentText(alone.mean)} ` +
    `with the own adapter alone and ${percentText(last.mean)} with ` +
    `${last.k} mixed, ${comparison(change, CHANGE)}` +
    `${differenceInterval(bounds.get(last.k), change)}.`;
  const drops = mixed.map((size) => ({
    ...size,
    drop: alone.mean - size.mean,
  }));
  const passed = drops.find(({ drop }) => drop > COMPETITIVE + ROUNDING);
  const largest = drops.reduce((a, b) => b.drop > a.drop ? b : a);
  const second = passed
    ? `The drop passes 3 points at ${passed.k} adapters ` +
      `(${pointsText(passed.drop)}${differenceInterval(bounds.get(passed.k))}).`
    : largest.drop > ROUNDING
    ? "The drop stays within 3 points at every number of adapters; " +
      `the largest is ${pointsText(largest.drop)}` +
      `${differenceInterval(bounds.get(largest.k))}.`
    : "Mean accuracy does not fall below that of one adapter at any number.";
  return [first, second, bestFinding(accuracies), ...clearFinding(accuracies)];
}

/** Whether a mixture that is chosen with hindsight beats the single adapter. */
function bestFinding(accuracies: readonly AccuracyRow[]): string {
  const alone = Map.groupBy(
    singleRows(accuracies),
    ({ target }) => target,
  );
  const mixed = byTargetAndSize(accuracies).filter(({ k }) => k > 1);
  const targets = [...Map.groupBy(mixed, ({ target }) => target)];
  const compared = targets.filter(([target]) => alone.has(target));
  const better = compared.filter(([target, groups]) =>
    greatest(groups.flatMap(({ values }) => values)) >
      mean(alone.get(target)!.map(({ value }) => value))
  );
  return `For ${better.length} of ${compared.length} targets some mixture is ` +
    "better than the own adapter alone; it is picked after the fact on the " +
    "same examples, so this is an upper bound.";
}
