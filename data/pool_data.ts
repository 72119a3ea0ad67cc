import { resolve } from "node:path";
import { DATA_DIR } from "./directory_of.ts";
import { ownPlaces } from "./own_places.ts";
import { realName } from "./read_dataset.ts";
import {
  type Asked,
  askedData,
  type Trained,
  type TrainedData,
  trainedData,
} from "./trained_data.ts";

/**
 * The data to judge some of several adapters on: where it is said to be now, else
 * where the adapter was trained, else the data set that has the adapter's name.
 *
 * @param adapters The adapters by name, in order.
 * @param targets Names of those whose data are looked for.
 * @param asked What the command is told of data; `ownDatasets` has all their places.
 * @returns Data by the targets' names.
 * @throws {Failure} If `ownDatasets` does not name one place for each adapter, and as
 * of {@linkcode trainedData}.
 */
export async function poolData(
  adapters: ReadonlyMap<string, Trained>,
  targets: Iterable<string>,
  { ownDatasets, ...others }: Asked & {
    ownDatasets: readonly string[] | undefined;
  },
): Promise<Map<string, TrainedData>> {
  const asked = {
    ...others,
    flag: "--own-datasets",
    split: "test",
    others: [...adapters.values()],
  } as const;
  const names = [...adapters.keys()];
  const moved = ownPlaces(names.length, ownDatasets);
  const data = new Map<string, TrainedData>();
  for (const name of targets) {
    const adapter = adapters.get(name)!;
    const own = await trainedData(adapter, asked, moved[names.indexOf(name)]);
    data.set(name, own ?? await askedData(name, [], asked));
  }
  return data;
}

/**
 * The divisions of some data, as rows depend on them.
 *
 * @param data The data.
 * @returns Their names, joined by "+" if they differ.
 */
export function divisionsOf(data: Iterable<TrainedData>): string {
  return [...new Set([...data].map(({ splits }) => splits))].sort().join("+");
}

/**
 * The directories of the real data sets among some data.
 *
 * @param data The data.
 * @returns Their paths, joined by ", "; nothing if there is no such data set.
 */
export function directoriesOf(
  data: Iterable<TrainedData>,
): string | undefined {
  const real = [...data].filter(({ place }) => realName(place) !== undefined);
  const paths = real.map(({ dataDir = DATA_DIR }) => resolve(dataDir));
  return [...new Set(paths)].sort().join(", ") || undefined;
}

/**
 * What rows depend on of some data and do not say themselves.
 *
 * @param data The data.
 * @param ownDatasets Places that were given for them, if any.
 */
export function statedData(
  data: Iterable<TrainedData>,
  ownDatasets: readonly string[] | undefined,
): Record<string, string> {
  const all = [...data];
  const dataDir = directoriesOf(all);
  return {
    ...(dataDir && { dataDir }),
    splits: divisionsOf(all),
    ...(ownDatasets && { ownDatasets: ownDatasets.join() }),
  };
}
