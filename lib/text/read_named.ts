import { inputError } from "../io/failure.ts";
import type { Columns } from "./columns.ts";
import type { Example } from "./dataset.ts";
import { columnsOf, toExamples } from "./examples.ts";
import { readRows } from "./formats.ts";

/** Examples of a file whose classes nobody named beforehand. */
export interface NamedExamples {
  /** Names of the classes in alphabetical order; none if they are numbers. */
  labels: readonly string[] | undefined;
  /** The examples, in the order of the file. */
  examples: Example[];
}

/**
 * Reads labelled examples and learns the classes from the file.
 *
 * The first row decides: if its label is a whole number, all have to be; if not,
 * every different label is a class.
 *
 * @param path File that ends in .csv, .tsv, .jsonl or .parquet.
 * @returns The examples, at least one, and the names of their classes.
 * @throws {Failure} As `readExamples` does.
 */
export async function readNamed(path: string): Promise<NamedExamples> {
  const first = await readRows(path)[Symbol.asyncIterator]().next();
  if (first.done) {
    throw inputError(`Cannot read "${path}": it has no rows, expected some`);
  }
  const columns = columnsOf(path, first.value);
  const cell = first.value.cells[columns.label];
  const named = typeof cell === "string" && !/^-?[\d.]+$/.test(cell);
  const labels = named ? await classesOf(path, columns) : undefined;
  const examples = await Array.fromAsync(
    toExamples(readRows(path), path, { columns, codes: labels }),
  );
  return { labels, examples };
}

/** Every different label of the file, in alphabetical order. */
async function classesOf(path: string, columns: Columns): Promise<string[]> {
  const names = new Set<string>();
  for await (const { place, cells } of readRows(path)) {
    const cell = cells[columns.label];
    if (typeof cell !== "string" || cell.trim() === "") {
      throw inputError(
        `Cannot read "${path}": ${place} has ${columns.label} ` +
          `${JSON.stringify(cell ?? null)}, expected the name of a class`,
      );
    }
    names.add(cell);
  }
  return [...names].sort();
}

/**
 * Checks that there is something to tell apart.
 *
 * @param path File or directory that the classes are of, for the error.
 * @param labels Names of the classes; none if they are numbers.
 * @returns The names.
 * @throws {Failure} If there is one name only.
 */
export function expectClasses<Labels extends readonly string[] | undefined>(
  path: string,
  labels: Labels,
): Labels {
  if (labels?.length !== 1) return labels;
  throw inputError(
    `Cannot read "${path}": every label is "${
      labels[0]
    }", expected two classes or more`,
  );
}
