/**
 * The comparison of methods of mixing as a table, on pages and in plain text.
 *
 * @module
 */
import type { Estimate } from "../../math/paired_interval.ts";
import { markdownTable } from "../markdown_table.ts";
import { percentNumber } from "../percent.ts";
import { type Column, table, type TableValue } from "../table.ts";
import type { ComparisonLine } from "./comparison_lines.ts";

/** Head and rows of the table. */
interface Content {
  columns: Column[];
  rows: Record<string, TableValue>[];
}

/**
 * Test accuracy of every method on every target.
 *
 * @param lines The methods, from `comparisonLines()`.
 * @returns The table, as HTML.
 */
export function comparisonTable(lines: readonly ComparisonLine[]): string {
  const { columns, rows } = contentOf(lines);
  return table(
    "Test accuracy in percent; differences in points with 95% intervals",
    columns,
    rows.map((row) => ({
      ...row,
      average: unbroken(row["average"] ?? null),
      single: unbroken(row["single"] ?? null),
    })),
  );
}

/**
 * The same in Markdown, and the settings that were chosen.
 *
 * @param lines The methods, from `comparisonLines()`.
 * @returns Two tables with a heading each.
 */
export function comparisonMarkdown(lines: readonly ComparisonLine[]): string {
  const settings = lines.flatMap(({ method, cells }) =>
    cells.filter(({ chosen }) => chosen.some((text) => text !== ""))
      .map(({ target, chosen }) => [method, target, chosen.join("; ")])
  );
  const { columns, rows } = contentOf(lines);
  return [
    "# Methods of mixing, compared",
    "",
    "Test accuracy in percent; differences in points with 95 % intervals.",
    "",
    markdownTable(
      columns.map(({ title }) => title),
      rows.map((row) =>
        columns.map(({ key, format }) => {
          const value = row[key] ?? "";
          return typeof value === "number" && format
            ? format(value)
            : `${value}`;
        })
      ),
    ),
    "",
    "## Settings that validation data chose",
    "",
    markdownTable(["method", "target", "settings"], settings),
    "",
  ].join("\n");
}

function contentOf(lines: readonly ComparisonLine[]): Content {
  const targets = [
    ...new Set(lines.flatMap(({ cells }) => cells.map(({ target }) => target))),
  ];
  const format = percentNumber;
  return {
    columns: [
      { key: "method", title: "method" },
      { key: "mean", title: "mean", format },
      { key: "average", title: "less average", numeric: true },
      { key: "single", title: "less own adapter", numeric: true },
      ...targets.map((title) => ({ key: `on ${title}`, title, format })),
    ],
    rows: lines.map(({ method, value, average, single, cells }) => ({
      method,
      mean: value,
      average: average && differenceText(average),
      single: single && differenceText(single),
      ...Object.fromEntries(targets.map((target) => {
        const cell = cells.find((one) => one.target === target);
        return [`on ${target}`, cell?.value ?? null];
      })),
    })),
  };
}

/** A text that a page keeps in one line. */
function unbroken(text: TableValue): TableValue {
  return typeof text === "string" ? text.replaceAll(" ", "\u00a0") : text;
}

/** A difference in points with its interval, e.g. "+2.5 [−0.4, +5.3]". */
function differenceText({ value, low, high }: Estimate): string {
  return `${points(value)} [${points(low)}, ${points(high)}]`;
}

function points(difference: number): string {
  const text = percentNumber(Math.abs(difference));
  if (text === "0.0") return text;
  return `${difference > 0 ? "+" : "\u2212"}${text}`;
}
