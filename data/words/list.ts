/**
 * Makes a word list out of running text.
 *
 * @param text Words or phrases with commas between them, over any lines.
 * @returns The entries in order, at least one.
 */
export function list(text: string): readonly string[] {
  return text.split(",").map((entry) => entry.trim().replaceAll(/\s+/g, " "));
}
