import type { TopLevelSpec } from "vega-lite";
import { mean } from "../math/stats.ts";
import { panels } from "./panels.ts";
import type { LossRow, StudyRow } from "./rows.ts";
import { colours, frame } from "./theme.ts";

/** Most points of one curve: more than a panel has pixels shows nothing. */
const MOST_POINTS = 100;

/**
 * Training loss against the step, a panel a target.
 *
 * @param rows Rows of a study, one setting; long curves are drawn as means of
 * equal stretches.
 * @returns A Vega-Lite specification.
 * @throws {RangeError} If there are no losses.
 */
export function lossCurves(rows: readonly StudyRow[]): TopLevelSpec {
  const losses = rows.filter((row): row is LossRow => row.metric === "loss");
  if (losses.length === 0) {
    throw new RangeError("Cannot draw losses: 0 rows, expected some");
  }
  const targets = [...new Set(losses.map(({ target }) => target))];
  const curves = Map.groupBy(losses, (row) => `${row.target} ${row.seed}`);
  const values = [...curves.values()].flatMap(stretches);
  const { facets, width } = panels("target", targets);
  return {
    ...frame,
    title: "Training loss",
    description: `Training loss of ${targets.length} adapters`,
    data: { values },
    ...facets,
    spec: {
      width,
      height: 90,
      mark: { type: "line", strokeWidth: 1.4, color: colours.blue },
      encoding: {
        x: {
          field: "step",
          type: "quantitative",
          title: "step",
          axis: { tickCount: 4, grid: false },
        },
        y: {
          field: "value",
          type: "quantitative",
          title: "cross entropy",
          axis: { tickCount: 4 },
          scale: { zero: true },
        },
        detail: { field: "seed" },
      },
    },
  };
}

/** Means of at most {@linkcode MOST_POINTS} equal stretches of one curve. */
function stretches(curve: readonly LossRow[]) {
  const ordered = curve.toSorted((a, b) => a.step - b.step);
  const length = Math.ceil(ordered.length / MOST_POINTS);
  const count = Math.ceil(ordered.length / length);
  return Array.from({ length: count }, (_, i) => {
    const part = ordered.slice(i * length, (i + 1) * length);
    const { target, seed = 0 } = part[0]!;
    return {
      target,
      seed,
      step: Math.round(mean(part.map(({ step }) => step))),
      value: Number(mean(part.map(({ value }) => value)).toFixed(4)),
    };
  });
}
