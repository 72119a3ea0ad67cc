/**
 * Where in an encoder an adapter begins to make a difference.
 *
 * @module
 */
import { STAGES, STAGES_PER_BLOCK } from "../model/block.ts";
import { isPlace } from "./bottleneck.ts";
import { type AdapterConfig, isLora } from "./config.ts";
import { isLoraPlace } from "./lora.ts";

/**
 * The first of an encoder's stages that an adapter changes: whatever the adapter,
 * all stages before it give the same states.
 *
 * @param config Shape of the adapter.
 * @param blocks Blocks of the encoder.
 * @returns Number of the stage among those of all blocks; one past the last if
 * the adapter is nowhere.
 */
export function firstStage(config: AdapterConfig, blocks: number): number {
  for (let block = 0; block < blocks; block++) {
    const stage = firstOfBlock(config, block);
    if (stage !== undefined) return STAGES_PER_BLOCK * block + stage;
  }
  return STAGES_PER_BLOCK * blocks;
}

function firstOfBlock(
  config: AdapterConfig,
  block: number,
): number | undefined {
  if (isLora(config)) {
    const parts = ["query", "key", "value"] as const;
    const some = parts.some((part) => isLoraPlace(config, { block, part }));
    return some ? STAGES.attention : undefined;
  }
  if (isPlace(config, { block, part: "attention" })) {
    return STAGES.attentionJoin;
  }
  return isPlace(config, { block, part: "feedForward" })
    ? STAGES.feedForwardJoin
    : undefined;
}
