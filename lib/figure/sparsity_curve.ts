import type { TopLevelSpec } from "vega-lite";
import { mean } from "../math/stats.ts";
import { accuracyAxis } from "./encodings.ts";
import { percent } from "./percent.ts";
import { type AccuracyRow, singleRows } from "./rows.ts";
import { spreadLabels } from "./spread_labels.ts";
import { colours, frame, hues } from "./theme.ts";

/** Accuracy of a target's own adapter at one sparsity. */
export interface SparsityPoint {
  target: string;
  /** Share of removed weights, 0 to 1. */
  sparsity: number;
  /** Accuracy, 0 to 1; the mean over seeds. */
  value: number;
}

const HEIGHT = 380;

/** Least distance of two labels, in pixels. */
const LINE_HEIGHT = 14;

const MEAN = "mean";

/**
 * Accuracy of single adapters against the share of removed weights.
 *
 * @param rows Accuracy rows of any sparsity.
 * @returns A point a target and sparsity, by target as first seen.
 */
export function sparsityPoints(rows: readonly AccuracyRow[]): SparsityPoint[] {
  const targets = Map.groupBy(singleRows(rows), ({ target }) => target);
  return [...targets].flatMap(([target, ofTarget]) =>
    [...Map.groupBy(ofTarget, ({ sparsity }) => sparsity)]
      .sort(([a], [b]) => a - b)
      .map(([sparsity, same]) => (
        { target, sparsity, value: mean(same.map(({ value }) => value)) }
      ))
  );
}

/**
 * Figure 8a: accuracy of one pruned adapter, a line a target and their mean.
 *
 * @param rows Accuracy rows of one setting and any sparsity.
 * @returns A Vega-Lite specification.
 * @throws {RangeError} If no row is of a single adapter.
 * @see Nguyen and Le 2024, arXiv:2402.10639, figure 8a
 */
export function sparsityCurve(rows: readonly AccuracyRow[]): TopLevelSpec {
  const lines = linesOf(sparsityPoints(rows));
  if (lines.length === 0) {
    throw new RangeError("Cannot draw sparsities: 0 points, expected some");
  }
  const y = accuracyAxis("accuracy (%)", lines.map(({ value }) => value));
  const [bottom, top] = y.scale.domain;
  const gap = (top - bottom) * LINE_HEIGHT / HEIGHT;
  const { color, strokeDash } = styles(lines.map(({ target }) => target));
  return {
    ...frame,
    title: "Accuracy of a single adapter after pruning",
    description: "Accuracy of each target's adapter against its sparsity",
    width: 620,
    height: HEIGHT,
    encoding: { x: sparsityAxis, color },
    layer: [
      {
        data: { values: lines },
        mark: { type: "line", point: { size: 18 } },
        encoding: { y: { field: "value", ...y }, strokeDash, strokeWidth },
      },
      {
        data: { values: labels(lines, gap) },
        mark: { type: "text", align: "left", dx: 8, fontSize: 12 },
        encoding: { y: { field: "place", ...y }, text: { field: "target" } },
      },
    ],
  };
}

const sparsityAxis = {
  field: "sparsity",
  type: "quantitative" as const,
  title: "weights removed (%)",
  scale: { domain: [0, 100] },
  axis: { tickCount: 10, grid: false },
};

const strokeWidth = {
  condition: { test: `datum.target === '${MEAN}'`, value: 3 },
  value: 1.6,
};

/** A hue for each target, dashed in the second round; the mean is black. */
function styles(targets: readonly string[]) {
  const domain = [...new Set(targets)];
  const style = (of: (name: string, i: number) => string | number[]) => ({
    field: "target",
    type: "nominal" as const,
    legend: null,
    scale: { domain, range: domain.map(of) as string[] | number[][] },
  });
  return {
    color: style((name, i) =>
      name === MEAN ? colours.black : hues[i % hues.length]!
    ),
    strokeDash: style((name, i) =>
      name === MEAN || i < hues.length ? [1, 0] : [5, 3]
    ),
  };
}

/** The targets' points and those of their mean, in percent. */
function linesOf(points: readonly SparsityPoint[]) {
  const targets = new Set(points.map(({ target }) => target)).size;
  const means = [...Map.groupBy(points, ({ sparsity }) => sparsity)]
    .filter(([, same]) => same.length === targets)
    .sort(([a], [b]) => a - b)
    .map(([sparsity, same]) => (
      { target: MEAN, sparsity, value: mean(same.map(({ value }) => value)) }
    ));
  return [...points, ...means].map(({ target, sparsity, value }) => (
    { target, sparsity: percent(sparsity), value: percent(value) }
  ));
}

/** The name of each line beside its last point. */
function labels(lines: ReturnType<typeof linesOf>, gap: number) {
  const last = [...Map.groupBy(lines, ({ target }) => target).values()]
    .map((line) => line.at(-1)!);
  const places = spreadLabels(last.map(({ value }) => value), gap);
  return last.map((point, i) => ({ ...point, place: places[i]! }));
}
