/**
 * The model that an adapter was trained over: adapters of two models do not mix, and
 * one of another model predicts nonsense, even where all shapes are the same.
 *
 * @module
 */
import { inputError } from "../io/failure.ts";
import type { Checkpoint } from "../model/checkpoint.ts";
import { modelDigest } from "../model/model_digest.ts";
import type { Adapter } from "./adapter.ts";

/** What adapters are wanted for, as refusals say it. */
export interface Purpose {
  /** @default {"mix"} */
  readonly verb?: "mix" | "compare";
}

/**
 * What an adapter that is trained over a model says of it in its metadata.
 *
 * @param model The model.
 */
export function baseMetadata(model: Checkpoint): { base_model_digest: string } {
  return { base_model_digest: modelDigest(model) };
}

/**
 * What a mixture says of the model of its members.
 *
 * @param adapters The members, of one model as far as they tell.
 * @returns Metadata; none if no member tells.
 */
export function sharedBase(
  adapters: readonly Adapter[],
): { base_model_digest?: string } {
  const known = adapters.map(baseOf).find((base) => base !== undefined);
  return known === undefined ? {} : { base_model_digest: known };
}

/**
 * Checks that an adapter was trained over a model, if its files tell.
 *
 * @param adapter The adapter.
 * @param model The model.
 * @param source Where the adapter comes from, for errors.
 * @throws {Failure} If it was trained over another one.
 */
export function expectBase(
  adapter: Adapter,
  model: Checkpoint,
  source: string,
): void {
  const base = baseOf(adapter);
  if (base === undefined) return;
  const digest = modelDigest(model);
  if (base === digest) return;
  throw inputError(
    `Cannot use adapter "${source}" with "${model.source}": it was trained over ${
      named(adapter)
    }, expected the weights of that one, not those of digest ${digest}`,
  );
}

/**
 * Checks that adapters were trained over one model, as far as their files tell.
 *
 * @param adapters The adapters.
 * @param sources Where they come from, for errors.
 * @param options `verb`: what cannot be done with others, for errors.
 * @throws {Failure} If two were trained over different ones.
 */
export function expectOneBase(
  adapters: readonly Adapter[],
  sources: readonly string[],
  { verb = "mix" }: Purpose = {},
): void {
  const first = adapters.findIndex((one) => baseOf(one) !== undefined);
  const other = adapters.findIndex((one) =>
    baseOf(one) !== undefined && baseOf(one) !== baseOf(adapters[first]!)
  );
  if (other < 0) return;
  throw inputError(
    `Cannot ${verb} "${sources[first]}" and "${
      sources[other]
    }": the second was trained over ${named(adapters[other]!)}, expected ${
      named(adapters[first]!)
    }`,
  );
}

function baseOf({ metadata }: Adapter): string | undefined {
  return metadata.base_model_digest;
}

/** The base model by its name and its digest, as one name may stand for several. */
function named(adapter: Adapter): string {
  return `"${adapter.model.name}" of digest ${baseOf(adapter)}`;
}
