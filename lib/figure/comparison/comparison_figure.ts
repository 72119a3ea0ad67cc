import type { TopLevelSpec } from "vega-lite";
import { percent } from "../percent.ts";
import { colours, frame } from "../theme.ts";
import type { ComparisonLine } from "./comparison_lines.ts";

/**
 * What each method of mixing gains over the plain average.
 *
 * @param lines The methods, from `comparisonLines()`.
 * @returns A Vega-Lite specification: a dot with its interval a method, and a light
 * dot a target.
 * @throws {RangeError} If no method was compared with the average.
 */
export function comparisonFigure(
  lines: readonly ComparisonLine[],
): TopLevelSpec {
  const means = lines.flatMap(({ method, average }) =>
    average
      ? [{
        method,
        value: percent(average.value),
        low: percent(average.low),
        high: percent(average.high),
      }]
      : []
  );
  if (means.length === 0) {
    throw new RangeError(
      "Cannot draw a comparison: 0 methods beside the average, expected some",
    );
  }
  const shown = new Set(means.map(({ method }) => method));
  const targets = lines.filter(({ method }) => shown.has(method))
    .flatMap(({ method, cells }) =>
      cells.map(({ target, gain }) => ({
        method,
        target,
        value: percent(gain),
      }))
    );
  const y = {
    field: "method",
    type: "nominal" as const,
    sort: means.map(({ method }) => method),
    title: null,
    axis: { grid: true, ticks: false, domain: false, labelLimit: 200 },
  };
  const x = {
    field: "value",
    type: "quantitative" as const,
    title: "test accuracy less that of the plain average (points)",
  };
  return {
    ...frame,
    title: "What methods of mixing gain over the plain average",
    description: `Differences of ${means.length} methods from the average`,
    width: 560,
    height: { step: 24 },
    layer: [
      {
        data: { values: [{}] },
        mark: { type: "rule", color: colours.black, strokeDash: [4, 3] },
        encoding: { x: { datum: 0, type: "quantitative" } },
      },
      {
        data: { values: targets },
        mark: { type: "circle", size: 36, opacity: 0.45, color: colours.grey },
        encoding: { x, y },
      },
      {
        data: { values: means },
        mark: { type: "rule", strokeWidth: 2, color: colours.blue },
        encoding: { x: { ...x, field: "low" }, x2: { field: "high" }, y },
      },
      {
        data: { values: means },
        mark: { type: "circle", size: 90, opacity: 1, color: colours.blue },
        encoding: { x, y },
      },
    ],
  };
}
