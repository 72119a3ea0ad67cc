import { mean } from "../math/stats.ts";
import { percentNumber, shareText } from "./percent.ts";
import { accuracyRows, singleRows, type StudyRow } from "./rows.ts";
import { table } from "./table.ts";

const TITLES: Readonly<Record<string, string>> = {
  tensor: "in each tensor",
  layer: "in each block",
  global: "in the whole adapter",
};

/**
 * Accuracy of single pruned adapters by what their weights are compared within.
 *
 * @param rows Rows of a study, one setting.
 * @returns The table, as HTML: means over targets in percent, a row a sparsity;
 * null if adapters were pruned within one scope only.
 * @see Nguyen and Le 2024, arXiv:2402.10639, algorithm 2
 */
export function scopeTable(rows: readonly StudyRow[]): string | null {
  const scopes = Object.keys(TITLES).map((scope) => ({
    scope,
    found: singleRows(accuracyRows(rows, { sparsity: "any", scope }))
      .filter(({ sparsity }) => sparsity > 0),
  })).filter(({ found }) => found.length > 0);
  if (scopes.length < 2) return null;
  const sparsities = new Set(
    scopes.flatMap(({ found }) => found.map(({ sparsity }) => sparsity)),
  );
  const format = percentNumber;
  return table(
    "Mean accuracy over targets, in percent, by where the smallest weights are " +
      "looked for",
    [
      { key: "sparsity", title: "removed" },
      ...scopes.map(({ scope }) => ({
        key: scope,
        title: TITLES[scope]!,
        format,
      })),
    ],
    [...sparsities].sort((a, b) => a - b).map((sparsity) => ({
      sparsity: shareText(sparsity),
      ...Object.fromEntries(scopes.map(({ scope, found }) => {
        const same = found.filter((row) => row.sparsity === sparsity)
          .map(({ value }) => value);
        return [scope, same.length > 0 ? mean(same) : null];
      })),
    })),
  );
}
