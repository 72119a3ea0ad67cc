import { mean } from "../math/stats.ts";
import { greatest } from "./by_size.ts";
import { type AccuracyRow, inDomainRows } from "./rows.ts";
import { type Column, table, type TableValue } from "./table.ts";

/** Names of what the text went through, by the rows' `attack`. */
const ATTACKS: Readonly<Record<string, string>> = {
  none: "clean",
  textfooler: "TextFooler",
  fgsm: "FGSM",
};

/**
 * What an attack is called.
 *
 * @param attack Value of the rows' `attack`.
 * @returns Its usual name, or the value itself.
 */
export function attackName(attack: string): string {
  return ATTACKS[attack] ?? attack;
}

/**
 * Table 1: what each target loses from its own adapter to the largest mixture.
 *
 * @param accuracies Accuracy rows of one setting and any attack.
 * @returns The table, as HTML, or null if no target has both ends. A target
 * that lacks one end of an attack has an empty cell, and the last row means over
 * those that have both.
 * @see Nguyen and Le 2024, arXiv:2402.10639, table 1
 */
export function dropTable(accuracies: readonly AccuracyRow[]): string | null {
  if (accuracies.length === 0) return null;
  const size = greatest(accuracies.map(({ k }) => k));
  const attacks = [...new Set(accuracies.map(({ attack }) => attack))];
  const targets = [...new Set(accuracies.map(({ target }) => target))];
  const value = endsOf(accuracies, size);
  const rows = targets.map((target) => {
    const row: Record<string, TableValue> = { target };
    for (const attack of attacks) {
      const one = value(target, attack, 1);
      const all = value(target, attack, size);
      row[`${attack} one`] = one;
      row[`${attack} all`] = all;
      row[`${attack} drop`] = one === null || all === null ? null : one - all;
    }
    return row;
  });
  const means = meanRow(rows, attacks);
  const known = attacks.some((attack) => means[`${attack} drop`] !== null);
  if (size === 1 || !known) return null;
  return table(
    `Accuracy with the own adapter alone and with ${size} mixed, in percent; ` +
      "the drop in points",
    columnsOf(attacks, size),
    [...rows, means],
  );
}

/** Looks up the accuracy of single adapters and of mixtures of one size. */
function endsOf(accuracies: readonly AccuracyRow[], size: number) {
  const key = (target: string, attack: string, k: number) =>
    JSON.stringify([target, attack, k]);
  const ends = Map.groupBy(
    inDomainRows(accuracies).filter(({ k }) => k === 1 || k === size),
    ({ target, attack, k }) => key(target, attack, k),
  );
  return (target: string, attack: string, k: number): number | null => {
    const same = ends.get(key(target, attack, k));
    return same ? mean(same.map(({ value }) => value)) : null;
  };
}

function columnsOf(attacks: readonly string[], size: number): Column[] {
  const format = (fraction: number) => (100 * fraction).toFixed(1);
  return [
    { key: "target", title: "target" },
    ...attacks.flatMap((attack) => {
      const name = attackName(attack);
      return [
        { key: `${attack} one`, title: `${name}, alone`, format },
        { key: `${attack} all`, title: `${name}, ${size} mixed`, format },
        { key: `${attack} drop`, title: `${name}, drop`, format },
      ];
    }),
  ];
}

/** Means over the targets that have both ends, so that they subtract. */
function meanRow(
  rows: readonly Record<string, TableValue>[],
  attacks: readonly string[],
): Record<string, TableValue> {
  const result: Record<string, TableValue> = { target: "mean" };
  for (const attack of attacks) {
    const complete = rows.filter((row) => row[`${attack} drop`] !== null);
    for (const end of ["one", "all", "drop"]) {
      const values = complete.map((row) => Number(row[`${attack} ${end}`]));
      result[`${attack} ${end}`] = values.length > 0 ? mean(values) : null;
    }
  }
  return result;
}
