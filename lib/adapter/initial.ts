/**
 * What a run starts from: drawn weights of an adapter and of its head.
 *
 * @module
 */
import { random } from "../math/random.ts";
import { digestWeights } from "../io/digest.ts";
import type { Checkpoint } from "../model/checkpoint.ts";
import { drawHead, type HeadConfig } from "../model/head.ts";
import { type Adapter, drawAdapter, type ModelIdentity } from "./adapter.ts";
import type { AdapterConfig } from "./config.ts";
import { expectName } from "./names.ts";

/** What an adapter and its head are drawn with. */
export interface Draw {
  /** Name of the adapter. */
  readonly name: string;
  /** Shape of the adapter; absent for a head alone. */
  readonly config: AdapterConfig | undefined;
  readonly head: HeadConfig;
  /** Seed of the adapter's weights; the same for all adapters of a study. */
  readonly adapterSeed: number;
  /** Seed of the head's weights. */
  readonly seed: number;
}

/**
 * Draws an untrained adapter with its head.
 *
 * The adapter has a random stream of its own, so that its weights do not depend
 * on the head's size: adapters of one study start from the same point.
 *
 * @param model Model that it is for.
 * @param draw Shapes and seeds.
 * @throws {Failure} If the name cannot be written.
 */
export function untrainedAdapter(
  model: Checkpoint,
  { name, config, head, adapterSeed, seed }: Draw,
): Adapter {
  expectName(name);
  const weights = config
    ? drawAdapter(config, model.config, random(adapterSeed, "adapter"))
    : new Map();
  const pooler = head.pooler && !model.weights.has("pooler.dense.weight");
  const stream = random(seed, "head");
  const headWeights = drawHead(head, model.config, stream, { pooler });
  return {
    name,
    ...(config && { config }),
    weights,
    head: { config: head, weights: headWeights },
    model: identityOf(model),
    metadata: {
      adapter_seed: `${adapterSeed}`,
      initial_weights: digestWeights(weights),
    },
  };
}

/** What an adapter's files say of a model. */
export function identityOf({ config, source }: Checkpoint): ModelIdentity {
  const type = config.model_type;
  return {
    type,
    hidden: config.hidden_size,
    name: source,
    class: config.architectures?.[0] ??
      (type === "bert" ? "BertModel" : "RobertaModel"),
  };
}
