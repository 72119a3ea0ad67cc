/**
 * Measurements as a table for people.
 *
 * @module
 */
import type { Measurement } from "./workbench.ts";

/** What all measurements of a run have in common. */
const COMMON = ["bench", "device"];

/**
 * Draws measurements of one benchmark, a line each.
 *
 * @param rows The measurements; ratios become columns of their own.
 * @returns Lines with columns of equal width, numbers to the right.
 */
export function table(rows: readonly Measurement[]): string {
  const flat = rows.map(flatten);
  const names = [...new Set(flat.flatMap((row) => Object.keys(row)))];
  const columns = names.map((name) => {
    const cells = flat.map((row) => row[name]);
    const right = cells.some((cell) => typeof cell === "number");
    const texts = [name, ...cells.map((cell) => `${cell ?? ""}`)];
    const width = Math.max(...texts.map(({ length }) => length));
    return texts.map((text) =>
      right ? text.padStart(width) : text.padEnd(width)
    );
  });
  return ["", ...rows]
    .map((_, i) => columns.map((column) => column[i]).join("  ").trimEnd())
    .join("\n");
}

/** Cells of a row; the ratio to X becomes "vs X". */
function flatten(row: Measurement): Record<string, string | number> {
  const cells: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(row)) {
    if (COMMON.includes(name)) continue;
    if (typeof value !== "object") cells[name] = value;
    else for (const other in value) cells[`vs ${other}`] = value[other]!;
  }
  return cells;
}
