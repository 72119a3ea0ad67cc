import { type Estimate, meanEstimate } from "../math/paired_interval.ts";
import { mean } from "../math/stats.ts";
import { greatest } from "./by_size.ts";
import { dropText, meanDrop } from "./drops.ts";
import { percentNumber } from "./percent.ts";
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
  const byAttack = attacks.map((attack) =>
    endsOf(accuracies.filter((row) => row.attack === attack), size)
  );
  const complete = byAttack.map((ends) =>
    [...ends.values()].filter(({ drop }) => drop !== null)
  );
  if (size === 1 || complete.every((some) => some.length === 0)) return null;
  const line = (target: string, ends: (Ends | undefined)[]) => (
    { target, ...Object.assign({}, ...ends.map(cellsOf)) }
  );
  const intervals = complete.some((some) => some.every(isBounded));
  return table(
    `Accuracy with the own adapter alone and with ${size} mixed, in percent; ` +
      "the drop in points" +
      (intervals ? ", with its 95% interval over the same examples" : ""),
    columnsOf(attacks, size),
    [
      ...targets.map((target) =>
        line(target, byAttack.map((ends) => ends.get(target)))
      ),
      line("mean", complete.map(meanOf)),
    ],
  );
}

/** Accuracies of a target at both ends, as far as they were measured. */
interface Ends {
  one: number | null;
  all: number | null;
  drop: { value: number } | Estimate | null;
}

function isBounded(
  ends: Ends,
): ends is { one: number; all: number; drop: Estimate } {
  return ends.drop !== null && "low" in ends.drop;
}

/** Accuracies of single adapters and of mixtures of one size, target by target. */
function endsOf(
  accuracies: readonly AccuracyRow[],
  size: number,
): Map<string, Ends> {
  const targets = Map.groupBy(inDomainRows(accuracies), ({ target }) => target);
  return new Map([...targets].map(([target, rows]) => {
    const at = (size: number) => rows.filter(({ k }) => k === size);
    const value = (same: readonly AccuracyRow[]) =>
      same.length > 0 ? mean(same.map(({ value }) => value)) : null;
    const [one, all] = [value(at(1)), value(at(size))];
    const drop = one === null || all === null
      ? null
      : meanDrop(at(size)) ?? { value: one - all };
    return [target, { one, all, drop }];
  }));
}

/** Means over targets that have both ends, so that they subtract. */
function meanOf(targets: readonly Ends[]): Ends | undefined {
  if (targets.length === 0) return undefined;
  const one = mean(targets.map(({ one }) => one!));
  const all = mean(targets.map(({ all }) => all!));
  const bounded = targets.filter(isBounded);
  const drop = bounded.length === targets.length
    ? meanEstimate(bounded.map(({ drop }) => drop))
    : { value: one - all };
  return { one, all, drop };
}

/** The cells of one attack, by the place of the attack. */
function cellsOf(
  ends: Ends | undefined,
  i: number,
): Record<string, TableValue> {
  return {
    [`${i} one`]: ends?.one ?? null,
    [`${i} all`]: ends?.all ?? null,
    [`${i} drop`]: ends?.drop ? dropText(ends.drop) : null,
  };
}

function columnsOf(attacks: readonly string[], size: number): Column[] {
  const format = percentNumber;
  return [
    { key: "target", title: "target" },
    ...attacks.flatMap((attack, i) => {
      const name = attackName(attack);
      return [
        { key: `${i} one`, title: `${name}, alone`, format },
        { key: `${i} all`, title: `${name}, ${size} mixed`, format },
        { key: `${i} drop`, title: `${name}, drop`, numeric: true },
      ];
    }),
  ];
}
