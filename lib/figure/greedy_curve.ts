import type { TopLevelSpec } from "vega-lite";
import { mean } from "../math/stats.ts";
import { bySize, type SizeSummary } from "./by_size.ts";
import { accuracyAxis, seriesColour, sizeAxis } from "./encodings.ts";
import { percent } from "./percent.ts";
import type { AccuracyRow, GreedyRow, StudyRow } from "./rows.ts";
import { colours, frame } from "./theme.ts";

/** Mean accuracy of one greedy set. */
export interface GreedyPoint {
  order: GreedyRow["order"];
  k: number;
  /** Mean over all targets, also those whose adapter is not in the set. */
  value: number;
}

const SERIES = {
  "smallest FSD first": colours.blue,
  "largest FSD first": colours.vermillion,
  "best and worst mixture": colours.grey,
};

/**
 * Accuracy of the greedily chosen sets.
 *
 * @param rows Rows of a study.
 * @param accuracies Accuracy rows of one setting, with those of the sets.
 * @returns A point a set whose accuracy is known for every target, by rising k.
 */
export function greedyPoints(
  rows: readonly StudyRow[],
  accuracies: readonly AccuracyRow[],
): GreedyPoint[] {
  const targets = new Set(accuracies.map(({ target }) => target)).size;
  const ofSet = Map.groupBy(accuracies, ({ mixed }) => mixed);
  const sets = rows.filter((row): row is GreedyRow => row.metric === "greedy");
  const points = sets.flatMap(({ order, k, mixed }) => {
    const found = Map.groupBy(ofSet.get(mixed) ?? [], ({ target }) => target);
    if (found.size === 0 || found.size < targets) return [];
    const values = [...found.values()]
      .map((ofTarget) => mean(ofTarget.map(({ value }) => value)));
    return [{ order, k, value: mean(values) }];
  });
  return [...Map.groupBy(points, ({ order, k }) => `${order} ${k}`).values()]
    .map((same) => ({
      ...same[0]!,
      value: mean(same.map(({ value }) => value)),
    }))
    .sort((a, b) => a.k - b.k);
}

/**
 * Figure 7: accuracy of greedy sets between the bounds over all mixtures.
 *
 * @param rows Rows of a study.
 * @param accuracies Accuracy rows of one setting. The bounds are over mixtures
 * that hold the target's own adapter; a greedy set is the same for every target
 * and need not, so that it may lie below the lower bound.
 * @returns A Vega-Lite specification.
 * @throws {RangeError} If no greedy set has accuracies for every target.
 * @see Nguyen and Le 2024, arXiv:2402.10639, algorithm 1 and figure 7
 */
export function greedyCurve(
  rows: readonly StudyRow[],
  accuracies: readonly AccuracyRow[],
): TopLevelSpec {
  const greedy = greedyPoints(rows, accuracies).map(dot);
  if (greedy.length === 0) {
    throw new RangeError("Cannot draw greedy sets: 0 points, expected some");
  }
  const bounds = bySize(accuracies).map(bound);
  const lines = [...greedy, ...bounds.flatMap(edges)];
  const y = meanAxis(lines);
  return {
    ...frame,
    title: {
      text: "Greedy mixing by sign difference",
      subtitle: "Grey: mixtures that hold the target's own adapter",
    },
    description: "Mean accuracy of greedily chosen sets against their size",
    width: 620,
    height: 320,
    encoding: { x: sizeAxis },
    layer: [
      {
        data: { values: bounds },
        mark: { type: "area", opacity: 0.12, color: colours.grey },
        encoding: { y: { field: "low", ...y }, y2: { field: "high" } },
      },
      {
        data: { values: lines },
        mark: { type: "line", strokeWidth: 2, point: { size: 30 } },
        encoding: {
          y: { field: "value", ...y },
          detail: { field: "edge" },
          color: seriesColour(SERIES, "circle"),
        },
      },
    ],
  };
}

function dot({ order, k, value }: GreedyPoint) {
  return { series: `${order} FSD first`, k, value: percent(value) };
}

function meanAxis(points: readonly { value: number }[]) {
  const values = points.map(({ value }) => value);
  return accuracyAxis("mean accuracy over targets (%)", values);
}

function bound({ k, min, max }: SizeSummary) {
  return { k, low: percent(min), high: percent(max) };
}

/** Points of the lower and of the upper line at one size. */
function edges({ k, low, high }: ReturnType<typeof bound>) {
  const series = "best and worst mixture";
  return [
    { series, edge: "low", k, value: low },
    { series, edge: "high", k, value: high },
  ];
}
