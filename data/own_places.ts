import { inputError } from "../lib/io/failure.ts";

/**
 * Where the data of each adapter is now, as `--own-datasets` says it.
 *
 * @param count Number of adapters.
 * @param places The option's value; none if it is not given.
 * @returns Places in the adapters' order, undefined where an adapter's file tells.
 * @throws {Failure} If there is not one for each.
 */
export function ownPlaces(
  count: number,
  places: readonly string[] | undefined,
): readonly (string | undefined)[] {
  if (!places) return new Array<undefined>(count).fill(undefined);
  if (places.length === count) return places;
  throw inputError(
    `Cannot find what the adapters were trained on: --own-datasets names ${places.length}, expected ${count}, one for each adapter`,
  );
}
