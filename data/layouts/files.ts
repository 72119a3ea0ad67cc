import { inputError } from "../../lib/io/failure.ts";
import type { Example, SplitName } from "../../lib/text/dataset.ts";
import { filesLike } from "../files_like.ts";
import type { Layout } from "../source.ts";

/** Patterns of the files that make each part; a data set may lack some parts. */
export type PartFiles =
  & { train: readonly string[] }
  & Partial<Record<SplitName, readonly string[]>>;

/**
 * A layout whose parts have their own files, all read in the same way.
 *
 * @param parts Patterns of each part's files.
 * @param read Reader of one file.
 */
export function filesLayout(
  parts: PartFiles,
  read: (path: string) => AsyncIterable<Example>,
): Layout {
  const named = Object.entries(parts);
  return {
    files: named.flatMap(([, patterns]) => patterns),
    async read(directory) {
      const examples: Partial<Record<SplitName, Example[]>> = {};
      for (const [part, patterns] of named) {
        examples[part as SplitName] = await gather(directory, patterns, read);
      }
      const { train = [], ...others } = examples;
      return { train, ...others };
    },
  };
}

/** Examples of all the files that fit the patterns, in order; at least one. */
async function gather(
  directory: string,
  patterns: readonly string[],
  read: (path: string) => AsyncIterable<Example>,
): Promise<Example[]> {
  const examples: Example[] = [];
  for (const pattern of patterns) {
    for (const path of await filesLike(directory, pattern)) {
      for await (const example of read(path)) examples.push(example);
    }
  }
  if (examples.length > 0) return examples;
  throw inputError(
    `Cannot read ${
      patterns.map((name) => `"${directory}/${name}"`).join(", ")
    }: ` +
      "it has no rows, expected some",
  );
}
