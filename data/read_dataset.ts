import { inputError } from "../lib/io/failure.ts";
import { cleanSplits } from "../lib/text/clean_splits.ts";
import type { Dataset } from "../lib/text/dataset.ts";
import { type DatasetName, datasets } from "./datasets.ts";
import { filesLike } from "./files_like.ts";
import { paperSplits } from "./paper_splits.ts";
import type { Layout, Source, SplitsName } from "./source.ts";

/** Seed of all divisions, so that runs of other seeds share their tests. */
export const SPLIT_SEED = 42;

/** Options of {@linkcode readDataset}. */
export interface ReadDatasetOptions {
  /** How to divide the examples. @default {"clean"} */
  splits?: SplitsName;
}

/**
 * Reads a real data set in whichever form its files have.
 *
 * @param name Name of the data set, or of a stand-in for one.
 * @param directory Directory of its files.
 * @param options How to divide it.
 * @returns The data set; a stand-in bears its own name.
 * @throws {Failure} If a file is missing or broken.
 */
export async function readDataset(
  name: string,
  directory: string,
  { splits = "clean" }: ReadDatasetOptions = {},
): Promise<Dataset> {
  const source = sourceOf(name);
  const layout = await findLayout(name, directory, source);
  const parts = await layout.read(directory, splits);
  const divided = splits === "clean"
    ? cleanSplits(parts, { seed: SPLIT_SEED })
    : paperSplits(parts, source.paper, { seed: SPLIT_SEED });
  return {
    name: layout.name ?? name,
    labels: layout.labels ?? source.labels,
    ...divided,
  };
}

/**
 * Name of the data set that a name means.
 *
 * @param name Name of a data set, or of a stand-in for one.
 * @returns The data set's own name; nothing if there is none.
 */
export function realName(name: string): DatasetName | undefined {
  const entries: [string, Source][] = Object.entries(datasets);
  const found = entries.find(([own, { layouts }]) =>
    own === name || layouts.some((layout) => layout.name === name)
  );
  return found?.[0] as DatasetName | undefined;
}

/** The source of that name; of a stand-in, with no other form than its own. */
function sourceOf(name: string): Source {
  const own = realName(name);
  if (own === undefined) {
    throw new RangeError(
      `Cannot read data set "${name}": there is none of that name, expected one of ${
        Object.keys(datasets).join(", ")
      }`,
    );
  }
  const source: Source = datasets[own];
  if (own === name) return source;
  const layouts = source.layouts.filter((layout) => layout.name === name);
  return { ...source, layouts };
}

/** The first form of which all files are there. */
async function findLayout(
  name: string,
  directory: string,
  { layouts }: Source,
): Promise<Layout> {
  let missing: string | undefined;
  for (const layout of layouts) {
    const absent = await firstMissing(directory, layout.files);
    if (absent === undefined) return layout;
    missing ??= absent;
  }
  throw inputError(
    `Cannot read data set "${name}": there is no ${directory}/${missing}, ` +
      "expected the files that data/README.md names",
  );
}

/** The first pattern that no file fits. */
async function firstMissing(
  directory: string,
  patterns: readonly string[],
): Promise<string | undefined> {
  for (const pattern of patterns) {
    if ((await filesLike(directory, pattern)).length === 0) return pattern;
  }
  return undefined;
}
