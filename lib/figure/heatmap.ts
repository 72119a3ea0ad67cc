import type { TopLevelSpec } from "vega-lite";
import { frame } from "./theme.ts";

/** One cell of a heat map. */
export interface Cell {
  row: string;
  column: string;
  /** Percent, 0 to 100. */
  value: number;
}

/** Words of a heat map. */
export interface HeatmapOptions {
  title: string;
  subtitle?: string;
  /** Title of the colour legend. */
  legend: string;
}

/**
 * Square heat map with the value written in every cell.
 *
 * @param cells Cells; rows and columns keep the order of first appearance.
 * @param options Words of the figure.
 * @returns A Vega-Lite specification, with the cells inline.
 * @throws {RangeError} If there are no cells.
 */
export function heatmap(
  cells: readonly Cell[],
  { title, subtitle, legend }: HeatmapOptions,
): TopLevelSpec {
  if (cells.length === 0) {
    throw new RangeError("Cannot draw a heat map: 0 cells, expected some");
  }
  const most = Math.max(...cells.map(({ value }) => value));
  const columns = new Set(cells.map(({ column }) => column)).size;
  const rows = new Set(cells.map(({ row }) => row)).size;
  const width = Math.min(64, Math.max(40, Math.floor(640 / columns)));
  const height = Math.round(width * 0.7);
  const color = {
    field: "value",
    type: "quantitative" as const,
    title: legend,
    scale: { scheme: "blues" as const, domain: [0, most || 1] },
    legend: { gradientLength: Math.min(200, rows * height) },
  };
  const name = { type: "nominal", sort: null, title: null } as const;
  return {
    ...frame,
    title: { text: title, ...(subtitle && { subtitle }) },
    description: `${title}: a heat map of ${cells.length} values`,
    width: { step: width },
    height: { step: height },
    data: { values: [...cells] },
    encoding: {
      x: { field: "column", ...name, axis: { labelAngle: -40, orient: "top" } },
      y: { field: "row", ...name },
    },
    layer: [
      {
        mark: { type: "rect", stroke: "white", strokeWidth: 1 },
        encoding: { color },
      },
      { mark: { type: "text", fontSize: 12 }, encoding: numbers(most) },
    ],
  };
}

/** The value of each cell, white on dark cells. */
function numbers(most: number) {
  return {
    text: { field: "value", type: "quantitative" as const, format: ".1f" },
    color: {
      condition: { test: `datum.value > ${0.65 * most}`, value: "white" },
      value: "black",
    },
  };
}
