/**
 * Axes and legends that several figures share.
 *
 * @module
 */
import { percentDomain } from "./percent.ts";
import { legendOnTop } from "./theme.ts";

/** Number of mixed adapters from left to right. */
export const sizeAxis = {
  field: "k",
  type: "quantitative",
  title: "adapters mixed",
  axis: { format: "d", tickMinStep: 1, tickCount: 13, grid: false },
  scale: { zero: false, nice: false },
} as const;

/**
 * Accuracy from bottom to top.
 *
 * @param title Title of the axis.
 * @param values Percents, 0 to 100, that the axis must hold; at least one.
 * @returns All of the encoding but the field.
 */
export function accuracyAxis(title: string, values: readonly number[]) {
  const domain = percentDomain(values);
  return { type: "quantitative" as const, title, scale: { domain } };
}

/**
 * Colour by the rows' field `series`, with a legend above.
 *
 * @param series Colour of each series, in the order of the legend.
 * @param symbolType Shape in the legend.
 * @returns The encoding.
 */
export function seriesColour(
  series: Readonly<Record<string, string>>,
  symbolType: "circle" | "square" | "stroke",
) {
  return {
    field: "series",
    type: "nominal" as const,
    scale: { domain: Object.keys(series), range: Object.values(series) },
    legend: { ...legendOnTop, symbolType },
  };
}
