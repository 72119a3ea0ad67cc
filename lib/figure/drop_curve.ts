import type { TopLevelSpec } from "vega-lite";
import { COMPETITIVE, dropBySize } from "./drops.ts";
import { sizeAxis } from "./encodings.ts";
import { panels } from "./panels.ts";
import { percent } from "./percent.ts";
import { accuracyRows, mixedTargets } from "./rows.ts";
import type { SettingRows } from "./setting_table.ts";
import { colours, frame } from "./theme.ts";

/** How to read the figure. */
export const DROP_CAPTION =
  "Accuracy of the own adapter alone less that of the mixtures, with the 95% " +
  "interval of the difference over the same examples; dashed: the 3 points " +
  "within which the paper's finding 4 calls a mixture competitive.";

/**
 * Mean drop from the own adapter alone against the number of mixed adapters, with
 * its interval, a panel a setting.
 *
 * @param settings Rows of each setting.
 * @returns A Vega-Lite specification; null unless some setting has drops at two or
 * more sizes whose mixtures were all compared example by example.
 * @see Nguyen and Le 2024, arXiv:2402.10639, finding 4
 */
export function dropCurve(
  settings: readonly SettingRows[],
): TopLevelSpec | null {
  const curves = settings.map(({ name, rows }) => ({
    name,
    points: pointsOf(rows),
  })).filter(({ points }) => points.length > 1);
  if (curves.length === 0) return null;
  const one = curves.length === 1;
  const { facets, width } = panels("setting", curves.map(({ name }) => name));
  const spec = {
    ...(one ? { width: 620, height: 240 } : { width, height: 150 }),
    layer,
  };
  return {
    ...frame,
    title: "Accuracy lost by mixing, on average over targets",
    description:
      "Mean drop against the number of mixed adapters, with its interval",
    data: {
      values: curves.flatMap(({ name, points }) =>
        points.map((point) => ({ setting: name, ...point }))
      ),
    },
    ...(one ? spec : { ...facets, spec }),
  };
}

/** Drops in points, by rising number of adapters. */
function pointsOf(rows: SettingRows["rows"]) {
  return [...dropBySize(mixedTargets(accuracyRows(rows)))]
    .sort(([a], [b]) => a - b)
    .map(([k, { value, low, high }]) => ({
      k,
      value: percent(value),
      low: percent(low),
      high: percent(high),
    }));
}

const y = { type: "quantitative" as const, title: "drop (points)" };

const layer = [
  {
    mark: { type: "area" as const, opacity: 0.18, color: colours.blue },
    encoding: {
      x: sizeAxis,
      y: { field: "low", ...y },
      y2: { field: "high" },
    },
  },
  {
    mark: {
      type: "line" as const,
      color: colours.blue,
      strokeWidth: 2,
      point: { color: colours.blue, size: 24 },
    },
    encoding: { x: sizeAxis, y: { field: "value", ...y } },
  },
  {
    mark: {
      type: "rule" as const,
      color: colours.vermillion,
      strokeDash: [5, 3],
    },
    encoding: { y: { datum: percent(COMPETITIVE), ...y } },
  },
];
