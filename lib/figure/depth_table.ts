import { bySize } from "./by_size.ts";
import { percentNumber } from "./percent.ts";
import { accuracyRows, mixedTargets, type StudyRow } from "./rows.ts";
import { sparsityName } from "./sparse_mixture.ts";
import { table } from "./table.ts";

/**
 * Accuracy of mixtures by how many blocks of each adapter were pruned before.
 *
 * @param rows Rows of a study, one setting.
 * @returns The table, as HTML, in percent, by rising sparsity and number of
 * blocks; null if all blocks were pruned in every mixture.
 * @see Nguyen and Le 2024, arXiv:2402.10639, algorithm 4
 */
export function depthTable(rows: readonly StudyRow[]): string | null {
  const depths = new Map<string, { sparsity: number; layers?: number }>();
  for (const row of rows) {
    if (row.metric !== "accuracy" || row.k < 2 || row.sparsity === 0) continue;
    const { sparsity, layers } = row;
    const depth = layers === undefined ? { sparsity } : { sparsity, layers };
    depths.set(JSON.stringify(depth), depth);
  }
  const found = [...depths.values()].sort((a, b) =>
    a.sparsity - b.sparsity || (a.layers ?? Infinity) - (b.layers ?? Infinity)
  );
  if (found.every(({ layers }) => layers === undefined)) return null;
  const lines = [{ sparsity: 0 }, ...found].map((depth) => {
    const sizes = bySize(mixedTargets(accuracyRows(rows, depth)));
    return {
      name: sparsityName(depth.sparsity),
      blocks: depth.sparsity === 0 ? "none" : `${depth.layers ?? "all"}`,
      pairs: sizes.find(({ k }) => k === 2)?.mean ?? null,
      all: sizes.at(-1)?.mean ?? null,
      best: sizes.find(({ k }) => k === 2)?.max ?? null,
    };
  });
  const format = percentNumber;
  return table(
    "Mixtures of adapters that were pruned in the blocks of most sign " +
      "conflicts; means over targets, in percent",
    [
      { key: "name", title: "adapters" },
      { key: "blocks", title: "blocks pruned" },
      { key: "best", title: "best of two", format },
      { key: "pairs", title: "mean of two", format },
      { key: "all", title: "all mixed", format },
    ],
    lines,
  );
}
