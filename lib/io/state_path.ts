/**
 * Where the state of a stopped run is.
 *
 * @module
 */
import { hiddenBeside } from "./hidden_beside.ts";
import { realPlace } from "./real_place.ts";

/**
 * File that keeps the state of a run that was stopped: beside its output, by whatever
 * links that is named.
 *
 * @param out Directory that the run will write.
 */
export async function statePathOf(out: string): Promise<string> {
  return hiddenBeside(await realPlace(out), "state");
}
