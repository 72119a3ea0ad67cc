import type { TopLevelSpec } from "vega-lite";
import { frame } from "./theme.ts";

/** Pixels of a name: those of users' adapters are long. */
const LABEL_LIMIT = 420;

/** One cell of a heat map. */
export interface Cell {
  row: string;
  column: string;
  /** Percent, 0 to 100, unless the options say how else to write it. */
  value: number;
}

/** Words of a heat map. */
export interface HeatmapOptions {
  title: string;
  subtitle?: string;
  /** Title of the colour legend. */
  legend: string;
  /** How a value is written, in d3's words. @default {".1f"} */
  format?: string;
  /** Value without colour; 0 if absent. */
  least?: number;
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
  { title, subtitle, ...look }: HeatmapOptions,
): TopLevelSpec {
  if (cells.length === 0) {
    throw new RangeError("Cannot draw a heat map: 0 cells, expected some");
  }
  return {
    ...frame,
    title: { text: title, ...(subtitle && { subtitle }) },
    description: `${title}: a heat map of ${cells.length} values`,
    ...squareOf(cells, look, greatestOf(cells)),
  };
}

/** One of several heat maps. */
export interface HeatmapPanel {
  name: string;
  cells: readonly Cell[];
}

/**
 * Several heat maps side by side, on one scale of colours.
 *
 * @param panels The heat maps, by name.
 * @param options Words of the figure.
 * @returns A Vega-Lite specification, with the cells inline.
 * @throws {RangeError} If there are no panels, or one has no cells.
 */
export function heatmapPanels(
  panels: readonly HeatmapPanel[],
  { title, subtitle, ...look }: HeatmapOptions,
): TopLevelSpec {
  if (panels.length === 0 || panels.some(({ cells }) => cells.length === 0)) {
    throw new RangeError("Cannot draw heat maps: 0 cells, expected some");
  }
  const most = greatestOf(panels.flatMap(({ cells }) => cells));
  return {
    ...frame,
    title: { text: title, ...(subtitle && { subtitle }) },
    description: `${title}: ${panels.length} heat maps`,
    columns: 2,
    spacing: 24,
    concat: panels.map(({ name, cells }) => ({
      title: { text: name, fontSize: 12 },
      ...squareOf(cells, look, most),
    })),
  };
}

function greatestOf(cells: readonly Cell[]): number {
  return cells.reduce((most, { value }) => Math.max(most, value), 0);
}

/** Size, cells and marks of one heat map, whose colours end at `most`. */
function squareOf(
  cells: readonly Cell[],
  { legend, format = ".1f", least = 0 }: Omit<HeatmapOptions, "title">,
  most: number,
) {
  const top = most > least ? most : least + 1;
  const columns = new Set(cells.map(({ column }) => column)).size;
  const rows = new Set(cells.map(({ row }) => row)).size;
  const width = Math.min(64, Math.max(40, Math.floor(640 / columns)));
  const height = Math.round(width * 0.7);
  const color = {
    field: "value",
    type: "quantitative" as const,
    title: legend,
    scale: { scheme: "blues" as const, domain: [least, top] },
    legend: { gradientLength: Math.min(200, rows * height) },
  };
  const name = { type: "nominal", sort: null, title: null } as const;
  return {
    width: { step: width },
    height: { step: height },
    data: { values: [...cells] },
    encoding: {
      x: {
        field: "column",
        ...name,
        axis: {
          labelAngle: -40,
          orient: "top" as const,
          labelLimit: LABEL_LIMIT,
        },
      },
      y: { field: "row", ...name, axis: { labelLimit: LABEL_LIMIT } },
    },
    layer: [
      {
        mark: { type: "rect" as const, stroke: "white", strokeWidth: 1 },
        encoding: { color },
      },
      {
        mark: { type: "text" as const, fontSize: 12 },
        encoding: numbers(format, [least, top]),
      },
    ],
  };
}

/** The value of each cell, white on dark cells. */
function numbers(format: string, [least, top]: [number, number]) {
  const dark = least + 0.65 * (top - least);
  return {
    text: { field: "value", type: "quantitative" as const, format },
    color: {
      condition: { test: `datum.value > ${dark}`, value: "white" },
      value: "black",
    },
  };
}
