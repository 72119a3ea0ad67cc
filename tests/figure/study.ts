/**
 * Made-up rows for the tests of figures.
 *
 * @module
 */
import type { AccuracyRow, FsdRow, StudyRow } from "../../lib/figure/rows.ts";
import { accuracyRow } from "../study/made_rows.ts";

/** An accuracy row of a dense single adapter on clean test text, changed. */
export function accuracy(
  target: string,
  mixed: string,
  value: number,
  changes: Partial<AccuracyRow> = {},
): AccuracyRow {
  return {
    ...accuracyRow(target, mixed, value),
    model: "tiny",
    seed: 42,
    low: Math.max(0, value - 0.05),
    high: Math.min(1, value + 0.05),
    ...changes,
  };
}

/** FSD of one pair of trained adapters, changed. */
export function fsd(
  row: string,
  column: string,
  value: number,
  changes: Partial<FsdRow> = {},
): FsdRow {
  const count = 1000;
  const state = "trained";
  return { metric: "fsd", state, row, column, value, count, ...changes };
}

/**
 * Accuracies of every mixture on every target that is part of it.
 *
 * @param names Names of the adapters.
 * @param value Accuracy of a mixture of k adapters, the first of which is the
 * target; index counts the mixtures of all.
 */
export function everyMixture(
  names: readonly string[],
  value: (k: number, index: number) => number,
  changes: Partial<AccuracyRow> = {},
): AccuracyRow[] {
  const rows: AccuracyRow[] = [];
  for (let mask = 1; mask < 2 ** names.length; mask++) {
    const members = names.filter((_, i) => (mask >> i) & 1);
    for (const target of members) {
      const result = value(members.length, mask);
      rows.push(accuracy(target, members.join("+"), result, changes));
    }
  }
  return rows;
}

/** A small study with every sort of row: three domains, all mixtures. */
export function study(): StudyRow[] {
  const names = ["news", "law", "jokes"];
  return [
    ...everyMixture(names, (k, i) => 0.9 - 0.02 * k + 0.001 * i),
    ...everyMixture(names, (k) => 0.9 - 0.01 * k, { sparsity: 0.8 }),
    ...everyMixture(names, (k) => 0.7 - 0.03 * k, { attack: "textfooler" }),
    ...names.flatMap((target): StudyRow[] => [
      accuracy(target, target, 0.5, { sparsity: 0.99 }),
      { metric: "majority", target, value: 0.5, count: 100 },
      { metric: "loss", target, step: 1, value: 1.1 },
      { metric: "loss", target, step: 2, value: 0.9 },
      fsd(target, target, 0),
      fsd(target, target, 0, { state: "untrained-independent" }),
    ]),
    ...["trained", "untrained", "untrained-independent"].flatMap((state) =>
      [["news", "law"], ["news", "jokes"], ["law", "jokes"]].map((pair, i) => {
        const value = { trained: 0.05 + 0.01 * i, untrained: 0 }[state] ?? 0.5;
        const changes = { state: state as FsdRow["state"] };
        return fsd(pair[0]!, pair[1]!, value, changes);
      })
    ),
    {
      metric: "greedy",
      rule: "row-mean",
      order: "smallest",
      k: 3,
      mixed: names.join("+"),
    },
    {
      metric: "greedy",
      rule: "row-mean",
      order: "largest",
      k: 3,
      mixed: names.join("+"),
    },
  ];
}
