import { resolve } from "node:path";
import type { Origin } from "../lib/adapter/origin.ts";
import { isThere } from "../lib/io/is_there.ts";
import { realPlace } from "../lib/io/real_place.ts";
import { digestTexts } from "./digest_texts.ts";
import { DATA_DIR } from "./directory_of.ts";
import { domains } from "./domains.ts";
import type { LoadDatasetOptions } from "./load.ts";
import { isFile } from "./names.ts";
import { realName } from "./read_dataset.ts";

/**
 * Where a data set's texts are, for the files of an adapter that is trained on them.
 *
 * @param place The data set, as it is asked for.
 * @param options What it is loaded with; `whole`: whether a file is one split, not
 * divided; `validation`: a file of its own for validation.
 * @returns The same place, paths made absolute; of a file also what tells its copies.
 * @throws {Failure} If a file cannot be read.
 */
export async function originOf(
  place: string,
  { seed, dataDir, splits = "clean", whole = false, validation }:
    & LoadDatasetOptions
    & { whole?: boolean; validation?: string | undefined },
): Promise<Origin> {
  if (Object.hasOwn(domains, place)) return { place, seed };
  const known = realName(place);
  if (known) {
    const directory = resolve(dataDir ?? DATA_DIR);
    const here = await isThere(`${directory}/${known}`);
    return { place, splits, ...(here && { dataDir: directory }) };
  }
  if (!isFile(place)) {
    const here = await isThere(place);
    return { place: here ? await realPlace(place) : place, splits };
  }
  return {
    place: await realPlace(place),
    splits: whole ? "whole" : splits,
    ...(whole && validation && { validation: await realPlace(validation) }),
    texts: await digestTexts(place),
  };
}
