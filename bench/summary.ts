/**
 * All measurements of a run in one table: a figure each, and the others'.
 *
 * @module
 */
import { table } from "./table.ts";
import type { Measurement, Value } from "./workbench.ts";

/** Names of figures in order of preference, with their units. */
const FIGURES: Readonly<Record<string, string>> = {
  examples_per_second: "examples/s",
  gflops: "GFLOP/s",
  rate: "",
  step_mb_of_24_blocks: "MB a step of 24 blocks",
  share_in_kernels: "of the step within kernels",
  ms: "ms",
};

/** What tells the measurements of a benchmark apart. */
const CASES = [
  "roof",
  "pass",
  "m",
  "n",
  "k",
  "groups",
  "sequences",
  "longest",
  "layers",
  "token_budget",
  "accumulation",
];

/**
 * Draws the last table of a run.
 *
 * @param rows Measurements of any benchmarks, on one device.
 * @returns Lines of: benchmark, what of it, our figure, its unit, share of the
 * roof, and the others' figures, each with how many times as fast as it we are.
 */
export function summary(rows: readonly Measurement[]): string {
  return table(rows.map((row) => {
    const figure = figureOf(row);
    const cells: Record<string, Value> = {
      name: row.bench,
      of: caseOf(row),
      ours: figure.value,
      unit: figure.unit,
      roof: typeof row.share_of_roof === "number" ? row.share_of_roof : "",
      others: othersOf(row, figure),
    };
    return { bench: row.bench, ...cells };
  }));
}

/** A figure and its unit. */
interface Figure {
  readonly value: Value;
  readonly unit: string;
}

function figureOf(row: Measurement): Figure {
  const name = Object.keys(FIGURES).find((name) => row[name] !== undefined);
  const value = name === undefined ? "" : row[name] as Value;
  const unit = name === "rate" ? `${row.unit}` : FIGURES[name ?? "ms"]!;
  return { value, unit };
}

/** The fields that tell a measurement apart, e.g. "pass training, layers 24". */
function caseOf(row: Measurement): string {
  const cells = CASES.filter((name) => row[name] !== undefined)
    .map((name) => `${name} ${row[name]}`);
  return [`${row.profile}`, ...cells].join(", ");
}

/** Each other program's figure, worked out from the ratio, and the ratio. */
function othersOf({ ratio = {} }: Measurement, { value, unit }: Figure) {
  const faster = unit === "ms"
    ? (times: number) => Number(value) * times
    : (times: number) => Number(value) / times;
  return Object.entries(ratio).map(([name, times]) =>
    `${name} ${faster(times).toPrecision(3)} (x${times.toPrecision(2)})`
  ).join(", ");
}
