/**
 * Reads a label cell, which holds a class's name or its index.
 *
 * A name wins over an index, so that classes may themselves be called "1".
 *
 * @param cell Value of the cell.
 * @param labels Names of the classes, if they are known.
 * @returns The index of the class, or nothing if the cell names none.
 */
export function parseLabel(
  cell: unknown,
  labels?: readonly string[],
): number | undefined {
  const named = labels?.indexOf(String(cell)) ?? -1;
  if (named >= 0) return named;
  if (typeof cell === "boolean") return Number(cell);
  if (typeof cell === "string" && !/^\d+$/.test(cell)) return undefined;
  const index = typeof cell === "string" ? Number(cell) : cell;
  if (typeof index !== "number" || !Number.isInteger(index)) return undefined;
  return index >= 0 && index < (labels?.length ?? Infinity) ? index : undefined;
}

/**
 * Says which label cells {@linkcode parseLabel} takes, for error messages.
 *
 * @param labels Names of the classes, if they are known.
 * @returns The end of a sentence that begins with "expected".
 */
export function expectedLabel(labels?: readonly string[]): string {
  if (labels === undefined) return "a whole number from 0";
  return `one of ${labels.join(", ")} or 0 to ${labels.length - 1}`;
}
