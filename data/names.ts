import { basename } from "node:path";
import type { Split } from "../lib/text/dataset.ts";
import { formatOf } from "../lib/text/formats.ts";

/** Whether a data set is given as a table file and not by its name. */
export function isFile(nameOrFile: string): boolean {
  return formatOf(nameOrFile) !== undefined;
}

/**
 * A data set's name; of a file or directory, its name without folders and
 * extension.
 */
export function nameOf(nameOrPath: string): string {
  const name = basename(nameOrPath);
  const bare = isFile(name) ? name.replace(/\.[^.]+$/, "") : name;
  return bare.replaceAll(".", "_");
}

/** Names for classes that have only numbers, as Hugging Face gives them. */
export function numberedLabels(examples: Split): string[] {
  const last = examples.reduce((most, { label }) => Math.max(most, label), 1);
  return Array.from({ length: last + 1 }, (_, id) => `LABEL_${id}`);
}
