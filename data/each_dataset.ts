import { inputError } from "../lib/io/failure.ts";
import type { Dataset } from "../lib/text/dataset.ts";
import { datasets } from "./datasets.ts";
import { namesIn } from "./directory_of.ts";
import { domains } from "./domains.ts";
import { loadDataset, type LoadDatasetOptions } from "./load.ts";

/** Data sets to look at, by name. */
export interface NamedDatasets {
  /** Those to load, in order. */
  readonly names: readonly string[];
  /** Those of the thirteen that are not there. */
  readonly absent: readonly string[];
}

/**
 * Finds out which data sets are meant.
 *
 * @param asked Names, files or directories; "all", or none, for all: of a data
 * directory those of the thirteen that it has, else the made-up domains.
 * @param dataDir Directory of the real data sets, if it is given.
 * @returns Their names, and, of all, those that are absent.
 * @throws {Failure} If all are asked for and the directory has none.
 */
export async function datasetNames(
  asked: readonly string[],
  dataDir?: string,
): Promise<NamedDatasets> {
  if (asked.length > 0 && !asked.includes("all")) {
    return { names: asked, absent: [] };
  }
  if (dataDir === undefined) return { names: Object.keys(domains), absent: [] };
  const names: readonly string[] = await namesIn(dataDir);
  const absent = Object.keys(datasets).filter((name) => !names.includes(name));
  return { names, absent };
}

/**
 * Loads data sets one after another, so that only one is in memory.
 *
 * @param names Names, files or directories.
 * @param options As of {@linkcode loadDataset}.
 * @throws {Failure} If one cannot be read, or two have the same name.
 */
export async function* eachDataset(
  names: readonly string[],
  options: LoadDatasetOptions,
): AsyncGenerator<Dataset> {
  const seen = new Set<string>();
  for (const name of names) {
    const dataset = await loadDataset(name, options);
    if (seen.has(dataset.name)) {
      throw inputError(
        `Cannot look at ${
          names.join(", ")
        }: two have the name "${dataset.name}", ` +
          "expected different names",
      );
    }
    seen.add(dataset.name);
    yield dataset;
  }
}
