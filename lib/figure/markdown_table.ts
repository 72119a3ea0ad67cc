/**
 * A table in Markdown.
 *
 * @param head Titles of the columns.
 * @param rows Cells of each row, as many as there are columns.
 * @returns The table, without a newline at its end.
 */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)]
    .join("\n");
}
