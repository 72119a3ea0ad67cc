/**
 * Floating-point operations of a forward pass: those of its products only.
 *
 * @module
 */
import { STAGES, STAGES_PER_BLOCK } from "../model/block.ts";
import type { EncoderConfig } from "../model/config.ts";
import { isPlace } from "../adapter/bottleneck.ts";
import {
  type AdapterConfig,
  bottleneckWidth,
  isLora,
} from "../adapter/config.ts";
import { firstStage } from "../adapter/first_stage.ts";
import { isLoraPlace, loraPlaceName } from "../adapter/lora.ts";
import { rankAt } from "../adapter/scaling.ts";

/** A classifier with an adapter, as far as its cost goes. */
export interface Network {
  readonly encoder: EncoderConfig;
  readonly adapter: AdapterConfig;
}

/** Operations of evaluating mixtures of one target. */
export interface MixtureFlops {
  /** Of what all mixtures share, calculated once a batch. */
  readonly shared: number;
  /** Of one mixture. */
  readonly own: number;
}

/**
 * Counts the operations of evaluating mixtures on a set of examples.
 *
 * @param network Shapes of the encoder and of the adapters.
 * @param lengths Tokens of each example.
 */
export function mixtureFlops(
  network: Network,
  lengths: readonly number[],
): MixtureFlops {
  const { num_hidden_layers: blocks } = network.encoder;
  const fork = firstStage(network.adapter, blocks);
  const stages = STAGES_PER_BLOCK * blocks;
  return {
    shared: flopsOf(network, lengths, 0, fork),
    own: flopsOf(network, lengths, fork, stages),
  };
}

function flopsOf(
  network: Network,
  lengths: readonly number[],
  from: number,
  to: number,
): number {
  let flops = 0;
  for (let stage = from; stage < to; stage++) {
    for (const tokens of lengths) flops += stageFlops(network, stage, tokens);
  }
  return flops;
}

/** Operations of one stage for one sequence; the last block's are for one token. */
function stageFlops(
  { encoder, adapter }: Network,
  stage: number,
  tokens: number,
): number {
  const { hidden_size: hidden, intermediate_size: inner } = encoder;
  const block = Math.floor(stage / STAGES_PER_BLOCK);
  const last = block === encoder.num_hidden_layers - 1;
  const rows = last ? 1 : tokens;
  switch (stage % STAGES_PER_BLOCK) {
    case STAGES.attention: {
      const projections = 2 * hidden * hidden * (2 * rows + 2 * tokens);
      const scores = 2 * 2 * hidden * rows * tokens;
      const own = loraFlops(adapter, hidden, block, { rows, tokens });
      return projections + scores + own;
    }
    case STAGES.feedForward:
      return 2 * 2 * hidden * inner * rows;
    case STAGES.attentionJoin:
      return bottleneckFlops(adapter, hidden, { block, part: "attention" }) *
        rows;
    default:
      return bottleneckFlops(adapter, hidden, { block, part: "feedForward" }) *
        rows;
  }
}

function loraFlops(
  adapter: AdapterConfig,
  hidden: number,
  block: number,
  { rows, tokens }: { rows: number; tokens: number },
): number {
  if (!isLora(adapter)) return 0;
  const of = { query: rows, key: tokens, value: tokens };
  return (["query", "key", "value"] as const)
    .filter((part) => isLoraPlace(adapter, { block, part }))
    .reduce((sum, part) => {
      const { r } = rankAt(adapter, loraPlaceName({ block, part }));
      return sum + 2 * 2 * hidden * r * of[part];
    }, 0);
}

/** Operations of a bottleneck for one token; none where the adapter has none. */
function bottleneckFlops(
  adapter: AdapterConfig,
  hidden: number,
  site: Parameters<typeof isPlace>[1],
): number {
  if (isLora(adapter) || !isPlace(adapter, site)) return 0;
  return 2 * 2 * hidden * bottleneckWidth(adapter, hidden, site.block);
}
