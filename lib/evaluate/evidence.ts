/**
 * What methods of mixing have to know of data.
 *
 * @module
 */
import type { Encoded } from "../text/batches.ts";
import type { Model } from "../model/loaded.ts";
import type { Method, MethodOptions } from "../mix/method.ts";
import { adapterClassifier } from "../adapter/classify.ts";
import type { HeadedAdapter } from "../adapter/differentiable.ts";
import { evaluate, type EvaluateOptions } from "./evaluate.ts";
import { fisherInformation } from "./fisher_information.ts";
import { gramMatrices } from "./gram_matrices.ts";
import { countCorrect } from "./metrics.ts";
import { clusterShares, meanCosines } from "./nearness.ts";
import { textVectors } from "./text_vectors.ts";

/** What a method may need to know. */
export type Need = NonNullable<Method["needs"]>;

/** Data that evidence is drawn from. */
export interface Sources extends EvaluateOptions {
  readonly model: Model;
  /** The adapters that are mixed, each with its own head. */
  readonly adapters: readonly HeadedAdapter[];
  /** Examples of each adapter's own data; for all needs but "judge". */
  readonly own: readonly (readonly Encoded[])[];
  /** Examples of the target's; for "judge" (validation, first head) and "nearness". */
  readonly target: readonly Encoded[];
  /** How nearness is measured; by similarity if absent. */
  readonly selection?: MethodOptions["selection"];
  /** Seed of the clusters. */
  readonly seed: number;
}

/**
 * Gathers what a method has to know of data before it can mix.
 *
 * @param need What it needs.
 * @param sources Where to look.
 * @returns The method's option.
 */
export async function gatherEvidence(
  need: Need,
  sources: Sources,
): Promise<MethodOptions> {
  return await gatherers[need](sources);
}

const gatherers: Readonly<
  Record<Need, (sources: Sources) => Promise<MethodOptions>>
> = {
  fisher: async (sources) => ({
    fisher: await each(sources, fisherInformation),
  }),
  grams: async (sources) => ({ grams: await each(sources, gramMatrices) }),
  judge: (sources) => Promise.resolve({ judge: judgeOf(sources) }),
  async nearness({ model, own, target, selection, seed, ...options }) {
    const domains: Float64Array[][] = [];
    for (const encoded of own) {
      domains.push(await textVectors(model, encoded, options));
    }
    const aim = await textVectors(model, target, options);
    return {
      nearness: selection === "clustering"
        ? clusterShares(domains, aim, { seed })
        : meanCosines(domains, aim),
    };
  },
};

/** Measures each adapter on its own data, one after the other. */
async function each<T>(
  { model, adapters, own, ...options }: Sources,
  measure: (
    model: Model,
    adapter: HeadedAdapter,
    encoded: readonly Encoded[],
    options: EvaluateOptions,
  ) => Promise<T>,
): Promise<T[]> {
  const found: T[] = [];
  for (const [i, adapter] of adapters.entries()) {
    found.push(await measure(model, adapter, own[i]!, options));
  }
  return found;
}

/** Accuracy of weights on the target's examples, with the first adapter's head. */
function judgeOf(
  { model, adapters, target, ...options }: Sources,
): NonNullable<MethodOptions["judge"]> {
  return async (weights) => {
    using _ = model.gpu.scope();
    const [first] = adapters as [HeadedAdapter];
    const classify = adapterClassifier(model, { ...first, weights });
    const outcome = await evaluate(model.gpu, classify, target, options);
    return countCorrect(outcome) / target.length;
  };
}
