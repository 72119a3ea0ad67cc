/**
 * Where the state of a stopped run is.
 *
 * @module
 */
import { basename, dirname, join } from "node:path";
import { realPlace } from "./real_place.ts";

/**
 * File that keeps the state of a run that was stopped: beside its output, by whatever
 * links that is named.
 *
 * @param out Directory that the run will write.
 */
export async function statePathOf(out: string): Promise<string> {
  const place = await realPlace(out);
  return join(dirname(place), `.${basename(place)}.state`);
}
