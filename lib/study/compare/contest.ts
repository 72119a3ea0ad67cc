/**
 * What methods of mixing are compared on, and what they have in common there.
 *
 * @module
 */
import type { Encoded } from "../../text/batches.ts";
import type { SplitName } from "../../text/dataset.ts";
import type { Weights } from "../../io/safetensors.ts";
import type { Model } from "../../model/loaded.ts";
import { adapterClassifier } from "../../adapter/classify.ts";
import type { AdapterConfig } from "../../adapter/config.ts";
import type { HeadedAdapter } from "../../adapter/differentiable.ts";
import type { Mixture } from "../../mix/method.ts";
import { evaluate, type Outcome } from "../../evaluate/evaluate.ts";
import type { Ledger } from "../ledger.ts";
import { passOptions } from "../pass_options.ts";

/** What a method is judged on: chosen on the first, reported on the second. */
export type JudgedSplit = "validation" | "test";

/** Adapters, targets and data, the same for all methods. */
export interface Contest {
  readonly model: Model;
  /** Shape of all the adapters. */
  readonly config: AdapterConfig;
  /** The adapters on offer, by name; the data of each are a target. */
  readonly adapters: ReadonlyMap<string, HeadedAdapter>;
  /** Examples of a target; of its training data some hundreds. */
  examples(target: string, split: SplitName): readonly Encoded[];
  /** Weights that all adapters started from; absent if that is not known. */
  readonly initial?: Weights;
  /** Seed of what methods draw. */
  readonly seed: number;
  readonly ledger: Ledger;
  /** Stops the comparison after the target under way. */
  readonly signal: AbortSignal;
}

/** A method with one choice of its settings. */
export interface Candidate {
  /** What the method is told, e.g. "density 0.2, signs total"; empty if nothing. */
  readonly setting: string;
  /** What is predicted for a target; nothing if there is no such mixture for it. */
  outcome(target: string, split: JudgedSplit): Promise<Outcome | undefined>;
}

/** A method of mixing with all settings that are tried. */
export interface Contender {
  /** Name in rows and options. */
  readonly name: string;
  /** Makes the candidates, the usual settings first; what they keep is theirs. */
  candidates(): readonly Candidate[];
}

/**
 * What a mixture with a target's own head says of the target's examples.
 *
 * @param contest The comparison.
 * @param mixture Weights and shape.
 * @param target The target.
 * @param split Which of its examples.
 */
export async function outcomeOf(
  { model, adapters, examples }: Contest,
  mixture: Mixture,
  target: string,
  split: JudgedSplit,
): Promise<Outcome> {
  const { head } = adapters.get(target)!;
  using _ = model.gpu.scope();
  return await evaluate(
    model.gpu,
    adapterClassifier(model, { ...mixture, head }),
    examples(target, split),
    passOptions(model),
  );
}
