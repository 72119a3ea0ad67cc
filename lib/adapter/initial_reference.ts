import { inputError } from "../io/failure.ts";
import type { Weights } from "../io/safetensors.ts";
import type { Adapter, EncoderSize } from "./adapter.ts";
import { drawAnew, statedStart } from "./stated_start.ts";

/**
 * The weights that adapters started from, drawn anew from the seed in their files.
 *
 * What an adapter learned is its difference from these.
 *
 * @param adapters The adapters, at least one, of one kind.
 * @param encoder Size of the encoder that they are for.
 * @throws {Failure} If their files do not say that they started from the same
 * weights, or if the seed gives others.
 */
export function initialReference(
  adapters: readonly Adapter[],
  encoder: EncoderSize,
): Weights {
  const start = statedStart(adapters);
  if (!start) {
    throw inputError(
      "Cannot draw the initial weights anew: the adapters' files do not say that they started alike, expected one adapter_seed and initial_weights in all of them",
    );
  }
  const drawn = drawAnew(start, encoder);
  if (drawn) return drawn;
  throw inputError(
    `Cannot draw the initial weights anew: seed ${start.seed} gives others than those that the adapters started from, expected their hash ${start.hash}`,
  );
}
