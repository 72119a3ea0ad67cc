import type { TopLevelSpec } from "vega-lite";
import { bySize, type SizeSummary } from "./by_size.ts";
import { accuracyAxis, seriesColour, sizeAxis } from "./encodings.ts";
import { type GreedyPoint, greedyPoints } from "./greedy_points.ts";
import { percent } from "./percent.ts";
import type { AccuracyRow, GreedyRow, StudyRow } from "./rows.ts";
import { colours, frame } from "./theme.ts";

const SERIES = {
  "smallest FSD first": colours.blue,
  "largest FSD first": colours.vermillion,
  "best and worst mixture": colours.grey,
};

/** What the rules do, as titles of panels. */
export const greedyTitles: Readonly<Record<GreedyRow["rule"], string>> = {
  "row-mean": "By mean FSD from all, one set for all targets",
  "keep-target": "By mean FSD from all, the target's adapter kept",
  "pairwise": "By FSD from the target's adapter",
  "incremental": "By mean FSD from those chosen so far",
};

/**
 * Figure 7: accuracy of greedy sets between the bounds over all mixtures, a panel
 * a rule.
 *
 * @param rows Rows of a study.
 * @param accuracies Accuracy rows of one setting. The bounds are over mixtures
 * that hold the target's own adapter; a set that is the same for every target
 * need not, so that it may lie below the lower bound.
 * @returns A Vega-Lite specification.
 * @throws {RangeError} If no greedy set has accuracies for every target.
 * @see Nguyen and Le 2024, arXiv:2402.10639, algorithm 1 and figure 7
 */
export function greedyCurve(
  rows: readonly StudyRow[],
  accuracies: readonly AccuracyRow[],
): TopLevelSpec {
  const points = greedyPoints(rows, accuracies);
  if (points.length === 0) {
    throw new RangeError("Cannot draw greedy sets: 0 points, expected some");
  }
  const bounds = bySize(accuracies).map(bound);
  const edgeLines = bounds.flatMap(edges);
  const y = accuracyAxis(
    "mean accuracy (%)",
    [...points.map(dot), ...edgeLines].map(({ value }) => value),
  );
  const rules = [...Map.groupBy(points, ({ rule }) => rule)];
  const size = rules.length > 1
    ? { width: 310, height: 190 }
    : { width: 620, height: 320 };
  return {
    ...frame,
    title: {
      text: "Greedy mixing by sign difference",
      subtitle:
        "Means over targets. Grey: mixtures that hold the target's own adapter",
    },
    description: "Mean accuracy of greedily chosen sets against their size",
    columns: 2,
    spacing: 24,
    concat: rules.map(([rule, own]) => ({
      title: { text: greedyTitles[rule], fontSize: 12, offset: 6 },
      ...size,
      encoding: { x: sizeAxis },
      layer: layers(bounds, [...own.map(dot), ...edgeLines], y),
    })),
  };
}

/** The band of all mixtures, and the lines of the sets. */
function layers(
  bounds: readonly ReturnType<typeof bound>[],
  lines: readonly (ReturnType<typeof dot> | ReturnType<typeof edges>[number])[],
  y: ReturnType<typeof accuracyAxis>,
) {
  return [
    {
      data: { values: [...bounds] },
      mark: { type: "area" as const, opacity: 0.12, color: colours.grey },
      encoding: { y: { field: "low", ...y }, y2: { field: "high" } },
    },
    {
      data: { values: [...lines] },
      mark: { type: "line" as const, strokeWidth: 2, point: { size: 30 } },
      encoding: {
        y: { field: "value", ...y },
        detail: { field: "line" },
        color: seriesColour(SERIES, "circle"),
      },
    },
  ];
}

function dot({ order, k, value }: GreedyPoint) {
  const series = `${order} FSD first`;
  return { series, line: order, k, value: percent(value) };
}

function bound({ k, min, max }: SizeSummary) {
  return { k, low: percent(min), high: percent(max) };
}

/** Points of the lower and of the upper line at one size. */
function edges({ k, low, high }: ReturnType<typeof bound>) {
  const series = "best and worst mixture";
  return [
    { series, line: "worst", k, value: low },
    { series, line: "best", k, value: high },
  ];
}
