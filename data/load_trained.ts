import { inputError } from "../lib/io/failure.ts";
import type { SplitName } from "../lib/text/dataset.ts";
import { type LoadedSplit, loadSplit, type LoadSplitOptions } from "./load.ts";
import type { TrainedData } from "./trained_data.ts";

/**
 * Loads a split of data that an adapter was trained on.
 *
 * @param data The data, as `trainedData()` finds it.
 * @param split The split.
 * @param options Names of the head's classes, and the most examples.
 * @returns As of {@linkcode loadSplit}.
 * @throws {Failure} If it cannot be read, or if the adapter was trained on all of it
 * and another split is asked for, for which it has no file.
 */
export async function loadTrained(
  data: TrainedData,
  split: SplitName,
  options: Pick<LoadSplitOptions, "labels" | "limit">,
): Promise<LoadedSplit> {
  const { place, whole, validation, ...how } = data;
  if (!whole || split === "train") {
    return await loadSplit(place, split, { ...how, ...options });
  }
  if (split === "validation" && validation !== undefined) {
    return await loadSplit(validation, split, { ...how, ...options });
  }
  throw inputError(
    `Cannot ${
      split === "test" ? "test" : "validate"
    } on "${place}": it is one file, on all of which its adapter was trained, expected a file of other texts, or a directory with files for train and ${split}`,
  );
}
