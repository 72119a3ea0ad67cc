import type { TopLevelSpec } from "vega-lite";
import { panels } from "./panels.ts";
import { percent } from "./percent.ts";
import { colours, frame } from "./theme.ts";

/** How many inputs of a data set have a length in a bin. */
export interface LengthRow {
  readonly dataset: string;
  /** Shortest length of the bin. */
  readonly from: number;
  /** Shortest length beyond the bin. */
  readonly to: number;
  /** Inputs in the bin. */
  readonly count: number;
}

/** Lengths at which models are often made to cut. */
const CUTS = [128, 512];

/**
 * How long the inputs of each data set are, on a logarithmic scale.
 *
 * @param rows Bins of each data set, at least one row.
 * @param words Title, and the unit of the lengths.
 * @returns A Vega-Lite specification, a panel a data set; dashed lines are where
 * models often cut.
 * @throws {RangeError} If there are no rows.
 */
export function lengthHistogram(
  rows: readonly LengthRow[],
  { title, unit }: { title: string; unit: string },
): TopLevelSpec {
  if (rows.length === 0) {
    throw new RangeError("Cannot draw lengths: 0 rows, expected some");
  }
  const totals = new Map<string, number>();
  for (const { dataset, count } of rows) {
    totals.set(dataset, (totals.get(dataset) ?? 0) + count);
  }
  const values = rows.map(({ dataset, from, to, count }) => ({
    dataset,
    from,
    to,
    share: percent(count / totals.get(dataset)!),
  }));
  const domain = [
    Math.min(...rows.map(({ from }) => from)),
    Math.max(...rows.map(({ to }) => to)),
  ];
  const { facets, width } = panels("dataset", [...totals.keys()]);
  const cuts = CUTS.filter((cut) => cut > domain[0]! && cut < domain[1]!);
  return {
    ...frame,
    title: {
      text: title,
      subtitle: cuts.length > 0
        ? `in ${unit}; dashed lines at ${cuts.join(" and ")}`
        : `in ${unit}`,
    },
    description: "A histogram for each data set",
    data: { values },
    ...facets,
    spec: { width, height: 90, layer: layers(domain, cuts) },
  };
}

/** Bars, and a dashed line at each cut. */
function layers(domain: number[], cuts: readonly number[]) {
  const x = {
    type: "quantitative" as const,
    title: null,
    scale: { type: "log" as const, base: 2, domain, nice: false },
    axis: { values: powers(domain), format: "d", grid: false },
  };
  const bars = {
    mark: {
      type: "rect" as const,
      color: colours.sky,
      stroke: "white",
      strokeWidth: 0.5,
    },
    encoding: {
      x: { field: "from", ...x },
      x2: { field: "to" },
      y: {
        field: "share",
        type: "quantitative" as const,
        title: "inputs (%)",
        axis: { tickCount: 3 },
      },
      y2: { datum: 0 },
    },
  };
  const lines = cuts.map((datum) => ({
    mark: {
      type: "rule" as const,
      strokeDash: [4, 3],
      color: colours.vermillion,
    },
    encoding: { x: { datum, ...x } },
  }));
  return [bars, ...lines];
}

/** Powers of two, or of four if there are many, within a range. */
function powers([low, high]: readonly number[]): number[] {
  const step = high! / low! > 64 ? 4 : 2;
  const result: number[] = [];
  for (let value = 1; value <= high!; value *= step) {
    if (value >= low!) result.push(value);
  }
  return result;
}
