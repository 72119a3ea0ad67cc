import { mean } from "../math/stats.ts";
import { percentNumber } from "./percent.ts";
import type { FsdRow, StudyRow } from "./rows.ts";
import { table } from "./table.ts";

/** What is compared, in the order of the table's rows. */
const STATES = {
  trained: "trained weights",
  learned: "what was learned since the initial weights",
  delta: "products B A of trained LoRAs",
  untrained: "untrained, same initial weights",
  "untrained-independent": "untrained, independent initial weights",
} satisfies Record<FsdRow["state"], string>;

const MEASURES = {
  fsd: "of all weights",
  fsd_nonzero: "of weights zero in neither",
  fsd_magnitude: "by magnitude",
} satisfies Record<FsdRow["metric"], string>;

/**
 * Sign difference by every measure, of adapters and of their parts.
 *
 * @param rows Rows of a study, one setting.
 * @returns The table, as HTML: means over the pairs of different adapters, in
 * percent; cells of what was not measured are empty.
 */
export function fsdTable(rows: readonly StudyRow[]): string {
  const pairs = rows.filter((row): row is FsdRow =>
    row.metric in MEASURES && (row as FsdRow).row !== (row as FsdRow).column
  );
  const groups = Map.groupBy(pairs, nameOf);
  const names = Object.values(STATES).flatMap((state) =>
    [...groups.keys()].filter((name) => name.split(": ")[0] === state)
  );
  const metrics = Object.keys(MEASURES)
    .filter((metric) => pairs.some((pair) => pair.metric === metric));
  return table(
    "Opposite signs in percent, means over pairs of adapters",
    [
      { key: "name", title: "compared" },
      ...metrics.map((metric) => ({
        key: metric,
        title: MEASURES[metric as FsdRow["metric"]],
        format: percentNumber,
      })),
    ],
    names.map((name) => ({
      name,
      ...Object.fromEntries(metrics.map((metric) => {
        const same = groups.get(name)!.filter((row) => row.metric === metric)
          .map(({ value }) => value);
        return [metric, same.length > 0 ? mean(same) : null];
      })),
    })),
  );
}

/** What a row is of: state, and part if it is not of all. */
function nameOf({ state, part }: FsdRow): string {
  return part === undefined ? STATES[state] : `${STATES[state]}: ${part}`;
}
