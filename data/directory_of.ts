import { Failure, inputError } from "../lib/io/failure.ts";
import { fetchDataset } from "../lib/io/hub/fetch_dataset.ts";
import type { Hub } from "../lib/io/hub/hub.ts";
import { isThere } from "../lib/io/is_there.ts";
import { type DatasetName, datasets } from "./datasets.ts";
import { pathPattern } from "./files_like.ts";
import type { Source } from "./source.ts";

/** Directory of the real data sets, if no other is named. */
export const DATA_DIR = "data/raw";

/**
 * Names of the real data sets of which a directory has files.
 *
 * @param dataDir Directory of the real data sets.
 * @returns Those that have a directory in it, in the paper's order.
 * @throws {Failure} If there is none.
 */
export async function namesIn(dataDir: string): Promise<DatasetName[]> {
  const names: DatasetName[] = [];
  for (const name of Object.keys(datasets) as DatasetName[]) {
    if (await isThere(`${dataDir}/${name}`)) names.push(name);
  }
  if (names.length > 0) return names;
  throw inputError(
    `Cannot find data sets in "${dataDir}": it has none of their directories, ` +
      `expected some of ${Object.keys(datasets).join(", ")}`,
  );
}

/** Options of {@linkcode directoryOf}. */
export interface DirectoryOfOptions {
  /** Directory of the real data sets. */
  dataDir: string;
  /** The Hub; that of the environment if absent. */
  hub?: Hub | undefined;
}

/**
 * Directory of a real data set's files: the user's, or, if there is none, the
 * files that the Hub has, fetched into its cache.
 *
 * @param name Name of the data set.
 * @param options Where to look.
 * @returns The directory.
 * @throws {Failure} If there is no such directory and fetching fails.
 */
export async function directoryOf(
  name: DatasetName,
  { dataDir, hub }: DirectoryOfOptions,
): Promise<string> {
  const directory = `${dataDir}/${name}`;
  if (await isThere(directory)) return directory;
  const { hub: { repo, revision }, layouts }: Source = datasets[name];
  const pattern = pathPattern(layouts.flatMap(({ files }) => files));
  try {
    return await fetchDataset(repo, { revision, pattern, hub });
  } catch (cause) {
    if (!(cause instanceof Failure)) throw cause;
    throw new Failure(
      cause.kind,
      `Cannot find data set "${name}": there is no ${directory}, and to fetch it ` +
        `failed (${cause.message}), expected the files that data/README.md names`,
      { cause },
    );
  }
}
