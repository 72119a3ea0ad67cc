/** One row of a table file, before its columns have a meaning. */
export interface Row {
  /** Where the row is, for error messages: "line 3" or "row 2". */
  place: string;
  /** Cells by column name; a text file's cells are strings. */
  cells: Readonly<Record<string, unknown>>;
}
