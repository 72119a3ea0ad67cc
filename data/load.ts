import { inputError } from "../lib/io/failure.ts";
import type { Dataset, Split, SplitName } from "../lib/text/dataset.ts";
import { formatOf } from "../lib/text/formats.ts";
import { matchLabels } from "../lib/text/match_labels.ts";
import { readExamples } from "../lib/text/read_examples.ts";
import { datasets } from "./datasets.ts";
import { type DomainName, domains } from "./domains.ts";
import type { Sizes } from "./draw_dataset.ts";
import { makeDomain } from "./make_domain.ts";
import { readDataset } from "./read_dataset.ts";

/** Examples of a made-up domain when nothing else is asked for. */
export const defaultSizes: Sizes = { train: 600, validation: 200, test: 500 };

/** Options of {@linkcode loadDataset}. */
export interface LoadDatasetOptions {
  /** Whole number that fixes what a made-up domain draws. */
  seed: number;
  /** Directory of the real data sets. @default {"data/raw"} */
  dataDir?: string;
  /** Examples of a made-up domain. @default {defaultSizes} */
  sizes?: Sizes;
}

/** Options of {@linkcode loadSplit}. */
export interface LoadSplitOptions extends LoadDatasetOptions {
  /**
   * Names of a head's classes, whose order the labels get; without them, a file's
   * labels are numbers.
   */
  labels?: readonly string[] | undefined;
}

/** Examples with the names of their classes, where these are known. */
export interface LoadedSplit {
  labels: readonly string[] | undefined;
  examples: Split;
}

/**
 * Loads a data set by its name, made up or real.
 *
 * @param name Key of `domains` or of `datasets`.
 * @param options Seed and sizes of a made-up domain, directory of a real one.
 * @returns The data set.
 * @throws {Failure} If no data set has that name, or its files cannot be read.
 */
export async function loadDataset(
  name: string,
  { seed, dataDir = "data/raw", sizes = defaultSizes }: LoadDatasetOptions,
): Promise<Dataset> {
  if (Object.hasOwn(domains, name)) {
    return makeDomain(name as DomainName, { seed, ...sizes });
  }
  if (Object.hasOwn(datasets, name)) return await readDataset(name, dataDir);
  const names = [...Object.keys(domains), ...Object.keys(datasets)];
  throw inputError(
    `Cannot find data set "${name}": there is none of that name, expected one of ` +
      `${
        names.join(", ")
      } or a file that ends in .csv, .tsv, .jsonl or .parquet`,
  );
}

/**
 * Loads one split of a named data set, or all rows of a file.
 *
 * A file is one split and no more: its rows are returned whichever split is asked
 * for, and who fits and reports on one file does so knowingly.
 *
 * @param nameOrFile Name of a data set, or path of a table file.
 * @param split The split of a named data set.
 * @param options Options of both.
 * @returns The examples and the names of their classes: the names that were
 * given, if any.
 * @throws {Failure} If there is no such data set or file, if it cannot be read,
 * or if it has other classes than the given ones.
 */
export async function loadSplit(
  nameOrFile: string,
  split: SplitName,
  { labels, ...options }: LoadSplitOptions,
): Promise<LoadedSplit> {
  if (formatOf(nameOrFile) !== undefined) {
    return { labels, examples: await readExamples(nameOrFile, { labels }) };
  }
  const dataset = await loadDataset(nameOrFile, options);
  const examples = dataset[split];
  return labels
    ? { labels, examples: matchLabels(dataset, examples, labels) }
    : { labels: dataset.labels, examples };
}
