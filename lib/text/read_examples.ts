import { inputError } from "../io/failure.ts";
import type { Example } from "./dataset.ts";
import { toExamples } from "./examples.ts";
import { readRows } from "./formats.ts";

/** Options of {@linkcode readExamples}. */
export interface ReadExamplesOptions {
  /** Names of the classes, in the order of their indices; without them, labels
   * must be whole numbers. */
  labels?: readonly string[] | undefined;
}

/**
 * Reads labelled examples from a table file.
 *
 * The columns are `text`, optionally `text_pair`, and `label`; where there is no
 * `text`, GLUE's own names are understood (`sentence`, `sentence1` and
 * `sentence2`, `premise` and `hypothesis`, `question` and `sentence`,
 * `question1` and `question2`).
 *
 * @param path File that ends in .csv, .tsv, .jsonl or .parquet.
 * @param options Names of the classes.
 * @returns The examples in the order of the file, at least one.
 * @throws {Failure} If the file is missing, of another format, empty or broken,
 * lacks a column, or has a label that is not one of the classes.
 *
 * @example
 * ```ts
 * import { readExamples } from "mixology";
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * const path = await Deno.makeTempFile({ suffix: ".csv" });
 * await Deno.writeTextFile(path, "text,label\nwhat a film,good\n");
 * const labels = ["bad", "good"];
 * deepStrictEqual(await readExamples(path, { labels }), [
 *   { text: "what a film", label: 1 },
 * ]);
 * ```
 */
export async function readExamples(
  path: string,
  { labels }: ReadExamplesOptions = {},
): Promise<Example[]> {
  const examples = await Array.fromAsync(
    toExamples(readRows(path), path, { labels }),
  );
  if (examples.length > 0) return examples;
  throw inputError(`Cannot read "${path}": it has no rows, expected some`);
}
