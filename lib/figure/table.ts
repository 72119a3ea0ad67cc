import { escapeHtml } from "./html.ts";

/** A column of a table. */
export interface Column {
  /** Name of the field in the rows. */
  key: string;
  /** Head of the column. */
  title: string;
  /** How a number is written; as JavaScript writes it unless given. */
  format?: (value: number) => string;
  /** Whether texts are set to the right too: numbers with their intervals. */
  numeric?: boolean;
}

/** A value of a table; null leaves the cell empty. */
export type TableValue = string | number | null;

/**
 * An HTML table that screen readers can follow: the first column names its row.
 *
 * @param caption What the table shows, in one line.
 * @param columns Columns from left to right.
 * @param rows Rows from top to bottom; numbers are set to the right.
 * @returns The table, as HTML.
 * @throws {RangeError} If a row lacks a column's field.
 */
export function table(
  caption: string,
  columns: readonly Column[],
  rows: readonly Readonly<Record<string, TableValue>>[],
): string {
  const numbers = columns.map(({ key, numeric }) =>
    numeric || rows.some((row) => typeof row[key] === "number")
  );
  const place = (i: number) => numbers[i] ? ' class="number"' : "";
  const head = columns.map(({ title }, i) =>
    `<th scope="col"${place(i)}>${escapeHtml(title)}</th>`
  );
  const body = rows.map((row) => {
    const cells = columns.map((column, i) => {
      const text = escapeHtml(cellText(row[column.key], column));
      return i === 0
        ? `<th scope="row"${place(i)}>${text}</th>`
        : `<td${place(i)}>${text}</td>`;
    });
    return `<tr>${cells.join("")}</tr>`;
  });
  return [
    `<div class="table"><table><caption>${escapeHtml(caption)}</caption>`,
    `<thead><tr>${head.join("")}</tr></thead>`,
    `<tbody>${body.join("\n")}</tbody></table></div>`,
  ].join("\n");
}

function cellText(value: TableValue | undefined, column: Column): string {
  if (value === undefined) {
    throw new RangeError(
      `Cannot fill column "${column.key}": a row lacks it, ` +
        "expected a value or null",
    );
  }
  if (value === null) return "";
  if (typeof value === "string") return value;
  return column.format ? column.format(value) : String(value);
}
