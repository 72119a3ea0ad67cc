import type { TopLevelSpec } from "vega-lite";
import { bySize } from "./by_size.ts";
import { accuracyAxis, seriesColour, sizeAxis } from "./encodings.ts";
import { percent, shareText } from "./percent.ts";
import type { AccuracyRow } from "./rows.ts";
import { frame, hues } from "./theme.ts";

/**
 * What a share of removed weights is called.
 *
 * @param sparsity Share, 0 to 1.
 * @returns "dense", or for example "80% sparse".
 */
export function sparsityName(sparsity: number): string {
  return sparsity === 0 ? "dense" : `${shareText(sparsity)} sparse`;
}

/** Accuracy at one size and sparsity, in percent. */
export interface SparseSize {
  k: number;
  /** Name of the sparsity. */
  series: string;
  /** Mean over targets of the worst mixture. */
  low: number;
  /** Mean over targets of the mean mixture. */
  mean: number;
  /** Mean over targets of the best mixture. */
  high: number;
}

/**
 * Accuracy by size for each sparsity that was mixed.
 *
 * @param rows Accuracy rows of one setting and any sparsity.
 * @returns Points by rising sparsity and size; none of the sparsities at which
 * single adapters alone were measured.
 */
export function sparseSizes(rows: readonly AccuracyRow[]): SparseSize[] {
  return [...Map.groupBy(rows, ({ sparsity }) => sparsity)]
    .filter(([, same]) => same.some(({ k }) => k > 1))
    .sort(([a], [b]) => a - b)
    .flatMap(([sparsity, same]) =>
      bySize(same).map(({ k, min, mean, max }) => ({
        k,
        series: sparsityName(sparsity),
        low: percent(min),
        mean: percent(mean),
        high: percent(max),
      }))
    );
}

/**
 * Figure 8b: accuracy of mixtures of dense and of pruned adapters.
 *
 * @param rows Accuracy rows of one setting and any sparsity.
 * @returns A Vega-Lite specification: mean over targets of the mean mixture, in
 * a band from the mean over targets of the worst to that of the best mixture.
 * @throws {RangeError} If no size of mixture was measured for every target.
 * @see Nguyen and Le 2024, arXiv:2402.10639, algorithm 4 and figure 8b
 */
export function sparseMixture(rows: readonly AccuracyRow[]): TopLevelSpec {
  const values = sparseSizes(rows);
  if (values.length === 0) {
    throw new RangeError("Cannot draw sparse mixtures: 0 sizes, expected some");
  }
  const names = [...new Set(values.map(({ series }) => series))];
  const series = names.map((name, i) => [name, hues[i % hues.length]!]);
  const y = accuracyAxis(
    "mean accuracy over targets (%)",
    values.flatMap(({ low, high }) => [low, high]),
  );
  return {
    ...frame,
    title: {
      text: "Mixtures of dense and of pruned adapters",
      subtitle: "Lines: mean mixture. Dotted edges: best and worst mixture.",
    },
    description: "Accuracy against the number of mixed adapters, by sparsity",
    width: 620,
    height: 320,
    data: { values },
    encoding: {
      x: sizeAxis,
      color: seriesColour(Object.fromEntries(series), "stroke"),
    },
    layer: [
      {
        mark: { type: "area", opacity: 0.1 },
        encoding: { y: { field: "low", ...y }, y2: { field: "high" } },
      },
      { mark: EDGE, encoding: { y: { field: "low", ...y } } },
      { mark: EDGE, encoding: { y: { field: "high", ...y } } },
      {
        mark: { type: "line", strokeWidth: 2.2, point: { size: 30 } },
        encoding: { y: { field: "mean", ...y } },
      },
    ],
  };
}

const EDGE = { type: "line" as const, strokeWidth: 1, strokeDash: [2, 2] };
