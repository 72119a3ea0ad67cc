import { ownPlaces } from "./own_places.ts";
import {
  type Asked,
  askedData,
  type Trained,
  type TrainedData,
  trainedData,
} from "./trained_data.ts";

/**
 * The data of some of several adapters: where it is said to be now, else where the
 * adapter was trained, else the data set that has the adapter's name.
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
  const asked = { ...others, flag: "--own-datasets" };
  const names = [...adapters.keys()];
  const moved = ownPlaces(names.length, ownDatasets);
  const data = new Map<string, TrainedData>();
  for (const name of targets) {
    const adapter = adapters.get(name)!;
    const own = await trainedData(adapter, asked, moved[names.indexOf(name)]);
    data.set(name, own ?? askedData(name, [], asked));
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
