import type { TopLevelSpec } from "vega-lite";
import type { FsdRow } from "./rows.ts";
import { fsdTitles } from "./fsd_heatmap.ts";
import { type Cell, heatmap, heatmapPanels } from "./heatmap.ts";
import { percent } from "./percent.ts";

/** Sign differences of one part of one group of adapters. */
export interface FsdPanel {
  /** Name of the group, where several are drawn. */
  readonly group: string;
  /** Name of the part; "all" for the whole adapter. */
  readonly part: string;
  /** Names of the adapters. */
  readonly names: readonly string[];
  /** Number of weights. */
  readonly size: number;
  /** Fraction of every two adapters, 0 to 1, in the order of the names. */
  readonly values: readonly (readonly number[])[];
}

/** What was compared, and how. */
export interface FsdPanelsOptions {
  of: FsdRow["state"];
  measure: "all" | "nonzero" | "magnitude";
}

const LEGENDS = {
  all: "FSD (%)",
  nonzero: "FSD of non-zero (%)",
  magnitude: "FSD by magnitude (%)",
};

/**
 * Figures 4 and 9: sign differences of adapters, of several models and kinds of
 * adapters or of several parts side by side.
 *
 * @param panels The heat maps, at least one.
 * @param options What was compared, and how.
 * @returns A Vega-Lite specification.
 * @throws {RangeError} If there are no panels.
 * @see Nguyen and Le 2024, arXiv:2402.10639, figures 4 and 9
 */
export function fsdPanels(
  panels: readonly FsdPanel[],
  { of, measure }: FsdPanelsOptions,
): TopLevelSpec {
  const words = { title: fsdTitles[of], legend: LEGENDS[measure] };
  const [first, ...others] = panels;
  if (first && others.length === 0) return heatmap(cellsOf(first), words);
  const groups = new Set(panels.map(({ group }) => group)).size;
  return heatmapPanels(
    panels.map((panel) => {
      const { group, part } = panel;
      const own = part === "all" ? [] : [part];
      const name = [...groups > 1 ? [group] : [], ...own].join(": ");
      return { name, cells: cellsOf(panel) };
    }),
    words,
  );
}

function cellsOf({ names, values }: FsdPanel): Cell[] {
  return values.flatMap((row, i) =>
    row.map((value, j) => (
      { row: names[i]!, column: names[j]!, value: percent(value) }
    ))
  );
}
