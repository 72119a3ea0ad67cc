import type { TopLevelSpec } from "vega-lite";
import { mean } from "../math/stats.ts";
import { seriesColour, sizeAxis } from "./encodings.ts";
import { percent } from "./percent.ts";
import type { CancellationRow, StudyRow } from "./rows.ts";
import { sparsityName } from "./sparse_mixture.ts";
import { colours, frame, hues } from "./theme.ts";

/** What averages of one size cancel. */
export interface CancellationPoint {
  /** Number of mixed adapters. */
  k: number;
  /** What was averaged, as the legend calls it. */
  series: string;
  /** Share of the members' magnitude, 0 to 1; the mean over mixtures and seeds. */
  value: number;
}

/** Names of dense weights in the legend. */
const DENSE = {
  trained: "trained",
  learned: "learned",
} satisfies Record<CancellationRow["state"], string>;

/** What unrelated weights would come to, in the legend. */
const UNRELATED = "unrelated";

/**
 * Share that averaging cancels, by number of adapters.
 *
 * @param rows Rows of a study, one setting.
 * @returns A point a size of what was averaged: dense first, then by rising
 * sparsity; each by rising size.
 */
export function cancellationPoints(
  rows: readonly StudyRow[],
): CancellationPoint[] {
  const found = rows.filter((row): row is CancellationRow =>
    row.metric === "cancellation"
  ).sort((a, b) => a.sparsity - b.sparsity || a.k - b.k);
  const groups = Map.groupBy(
    found,
    (row) => JSON.stringify([seriesOf(row), row.k]),
  );
  return [...groups.values()].map((same) => ({
    k: same[0]!.k,
    series: seriesOf(same[0]!),
    value: mean(same.map(({ value }) => value)),
  }));
}

function seriesOf({ state, sparsity }: CancellationRow): string {
  return sparsity === 0 ? DENSE[state] : sparsityName(sparsity);
}

/**
 * Share that averaging cancels of unrelated weights: normally distributed around
 * zero, all equally wide.
 *
 * The sum of k of them is as wide as the root of k times one, while their
 * magnitudes add up to k times that of one.
 *
 * @param k Number of adapters, from 1.
 * @returns The expected share, 0 to 1.
 */
export function unrelatedShare(k: number): number {
  return 1 - 1 / Math.sqrt(k);
}

/**
 * Figure 1, measured: opposite weights cancel when adapters are averaged.
 *
 * @param points What averages of each size cancel.
 * @returns A Vega-Lite specification: a line for each thing that was averaged, and
 * a dashed one for unrelated weights.
 * @throws {RangeError} If there are no points.
 * @see Nguyen and Le 2024, arXiv:2402.10639, figure 1
 */
export function cancellation(
  points: readonly CancellationPoint[],
): TopLevelSpec {
  if (points.length === 0) {
    throw new RangeError("Cannot draw what cancels: 0 points, expected some");
  }
  const names = [...new Set(points.map(({ series }) => series))];
  const sizes = [...new Set(points.map(({ k }) => k))];
  const lines = names.map((name, i) => [name, hues[i % hues.length]!]);
  const values = [
    ...points,
    ...sizes.map((k) => ({ k, series: UNRELATED, value: unrelatedShare(k) })),
  ].map((point) => ({ ...point, value: percent(point.value) }));
  const colour = Object.fromEntries([...lines, [UNRELATED, colours.grey]]);
  return {
    ...frame,
    title: "Magnitude that averaging cancels",
    description:
      "Share of the members' magnitude that their average loses to opposite " +
      "signs, against the number of mixed adapters",
    width: 620,
    height: 260,
    data: { values },
    encoding: {
      x: sizeAxis,
      y: {
        field: "value",
        type: "quantitative",
        title: "magnitude cancelled (%)",
      },
      color: seriesColour(colour, "stroke"),
    },
    layer: [
      {
        transform: [{ filter: { field: "series", oneOf: names } }],
        mark: { type: "line", strokeWidth: 2.2, point: { size: 30 } },
      },
      {
        transform: [{ filter: { field: "series", equal: UNRELATED } }],
        mark: { type: "line", strokeWidth: 1.6, strokeDash: [5, 3] },
      },
    ],
  };
}
