/** How the cells of a label column name the classes. */
export interface LabelForm {
  /** Names of the classes, in the order of their indices, if they are known. */
  labels?: readonly string[] | undefined;
  /** What stands in the file for each class, where nothing else may. */
  codes?: readonly string[] | undefined;
}

/**
 * Reads a label cell, which holds a class's name or its index.
 *
 * A name wins over an index, so that classes may themselves be called "1".
 *
 * @param cell Value of the cell.
 * @param form Names or codes of the classes.
 * @returns The index of the class, or nothing if the cell names none.
 */
export function parseLabel(
  cell: unknown,
  { labels, codes }: LabelForm = {},
): number | undefined {
  const named = (codes ?? labels)?.indexOf(String(cell)) ?? -1;
  if (named >= 0) return named;
  if (codes) return undefined;
  if (typeof cell === "boolean") return Number(cell);
  if (typeof cell === "string" && !/^\d+$/.test(cell)) return undefined;
  const index = typeof cell === "string" ? Number(cell) : cell;
  if (typeof index !== "number" || !Number.isInteger(index)) return undefined;
  return index >= 0 && index < (labels?.length ?? Infinity) ? index : undefined;
}

/**
 * Says which label cells {@linkcode parseLabel} takes, for error messages.
 *
 * @param form Names or codes of the classes.
 * @returns The end of a sentence that begins with "expected".
 */
export function expectedLabel({ labels, codes }: LabelForm = {}): string {
  if (codes) return `one of ${codes.join(", ")}`;
  if (labels === undefined) return "a whole number from 0";
  return `one of ${labels.join(", ")} or 0 to ${labels.length - 1}`;
}
