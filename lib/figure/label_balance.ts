import type { TopLevelSpec } from "vega-lite";
import { percent } from "./percent.ts";
import { colours, frame } from "./theme.ts";

/** How many examples of a data set are of one class. */
export interface LabelRow {
  readonly dataset: string;
  readonly label: string;
  /** Share of the examples, 0 to 1. */
  readonly value: number;
}

/** Pixels from 0 to 100 %, and those that a letter of a name takes. */
const WIDTH = 680;
const LETTER = 6.5;

/** Fewest letters that still tell a name. */
const FEWEST = 5;

/**
 * How examples are divided among classes.
 *
 * @param rows Every class of every data set, at least one row.
 * @param title Title of the figure.
 * @returns A Vega-Lite specification, a bar a data set, with the names of the
 * classes where there is room for them.
 * @throws {RangeError} If there are no rows.
 */
export function labelBalance(
  rows: readonly LabelRow[],
  title: string,
): TopLevelSpec {
  if (rows.length === 0) {
    throw new RangeError("Cannot draw classes: 0 rows, expected some");
  }
  const values = [...Map.groupBy(rows, ({ dataset }) => dataset)]
    .flatMap(([dataset, classes]) => {
      let end = 0;
      return classes.map(({ label, value }, i) => {
        const start = end;
        end += value;
        const share = percent(value);
        const room = Math.floor((share * WIDTH / 100 - 8) / LETTER);
        return {
          dataset,
          label,
          shade: i % 2,
          share,
          from: percent(start),
          to: percent(end),
          name: short(label, room),
        };
      });
    });
  const y = {
    field: "dataset",
    type: "nominal",
    sort: null,
    title: null,
  } as const;
  const x = {
    field: "from",
    type: "quantitative",
    title: "examples (%)",
    axis: { tickCount: 5 },
  } as const;
  return {
    ...frame,
    title,
    description: "A bar for each data set, divided by classes",
    width: WIDTH,
    height: { step: 26 },
    data: { values },
    encoding: { y },
    layer: [
      {
        mark: { type: "bar", height: 20, stroke: "white", strokeWidth: 1 },
        encoding: {
          x,
          x2: { field: "to" },
          color: {
            field: "shade",
            type: "nominal",
            scale: { domain: [0, 1], range: [colours.sky, "#a9d5f2"] },
            legend: null,
          },
          tooltip: [{ field: "label" }, { field: "share" }],
        },
      },
      {
        mark: { type: "text", fontSize: 11, align: "left", dx: 4 },
        encoding: { x, text: { field: "name" } },
      },
    ],
  };
}

/** As much of a name as there is room for; nothing if that is too little. */
function short(name: string, room: number): string {
  if (name.length <= room) return name;
  return room < FEWEST ? "" : `${name.slice(0, room - 1)}…`;
}
