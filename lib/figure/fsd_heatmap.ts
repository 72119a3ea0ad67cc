import type { TopLevelSpec } from "vega-lite";
import { mean } from "../math/stats.ts";
import { type Cell, heatmap } from "./heatmap.ts";
import { percent } from "./percent.ts";
import type { FsdRow, StudyRow } from "./rows.ts";

/** FSD of one pair of adapters, both ways round. */
export interface FsdPair {
  row: string;
  column: string;
  /** Fraction, 0 to 1; the mean over seeds. */
  value: number;
}

/** Titles of figures, by what is compared. */
export const fsdTitles = {
  trained: "Sign difference of trained adapters",
  untrained: "Sign difference before training, same initial weights",
  "untrained-independent":
    "Sign difference before training, independent initial weights",
  learned: "Sign difference of what adapters learned",
  delta: "Sign difference of what LoRAs add to the weights",
} satisfies Record<FsdRow["state"], string>;

/**
 * FSD of all pairs.
 *
 * @param rows Rows of a study.
 * @param state When the adapters were compared.
 * @param metric What opposite signs are a fraction of.
 * @param part Part of the adapters; all of it if absent.
 * @returns Every ordered pair that was measured one way or the other.
 */
export function fsdPairs(
  rows: readonly StudyRow[],
  state: FsdRow["state"],
  metric: FsdRow["metric"] = "fsd",
  part?: string,
): FsdPair[] {
  const chosen = rows.filter((row): row is FsdRow =>
    row.metric === metric && (row as FsdRow).state === state &&
    (row as FsdRow).part === part
  );
  const values = new Map<string, number[]>();
  for (const { row, column, value } of chosen) {
    const key = JSON.stringify([row, column]);
    values.set(key, [...values.get(key) ?? [], value]);
  }
  const names = [
    ...new Set(chosen.flatMap(({ row, column }) => [row, column])),
  ];
  return names.flatMap((row) =>
    names.flatMap((column) => {
      const found = values.get(JSON.stringify([row, column])) ??
        values.get(JSON.stringify([column, row]));
      return found ? [{ row, column, value: mean(found) }] : [];
    })
  );
}

/**
 * Figure 4: fraction of sign difference of every two adapters.
 *
 * @param rows Rows of a study, one setting; a pair may be given once.
 * @param state When the adapters were compared.
 * @returns A Vega-Lite specification.
 * @throws {RangeError} If no row has that state.
 * @see Nguyen and Le 2024, arXiv:2402.10639, figures 4 and 9
 */
export function fsdHeatmap(
  rows: readonly StudyRow[],
  state: FsdRow["state"] = "trained",
): TopLevelSpec {
  const cells: Cell[] = fsdPairs(rows, state)
    .map((pair) => ({ ...pair, value: percent(pair.value) }));
  return heatmap(cells, { title: fsdTitles[state], legend: "FSD (%)" });
}
