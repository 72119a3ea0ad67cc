import { inputError } from "../lib/io/failure.ts";
import type { Dataset } from "../lib/text/dataset.ts";
import { type DatasetName, datasets } from "./datasets.ts";
import type { Source } from "./source.ts";

/**
 * Reads a real data set in the form in which it is distributed.
 *
 * @param name Name of the data set.
 * @param dataDir Directory with a directory of that name in it.
 * @returns The data set.
 * @throws {Failure} If there is no data set of that name, or a file is missing or
 * broken.
 */
export async function readDataset(
  name: string,
  dataDir: string,
): Promise<Dataset> {
  if (!Object.hasOwn(datasets, name)) {
    throw inputError(
      `Cannot read data set "${name}": there is none of that name, ` +
        `expected one of ${Object.keys(datasets).join(", ")}`,
    );
  }
  const { labels, files, read }: Source = datasets[name as DatasetName];
  const directory = `${dataDir}/${name}`;
  for (const file of files) {
    if (await isFile(`${directory}/${file}`)) continue;
    throw inputError(
      `Cannot read data set "${name}": there is no ${directory}/${file}, ` +
        "expected the files that data/README.md names",
    );
  }
  return { name, labels, ...await read(directory) };
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
