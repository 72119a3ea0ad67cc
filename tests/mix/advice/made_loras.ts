/**
 * LoRAs made up for advice.
 *
 * @module
 */
import { random } from "../../../lib/math/random.ts";
import type { HostTensor } from "../../../lib/io/safetensors.ts";
import { kinds } from "../../../lib/adapter/kinds.ts";
import type { Adapter } from "../../../lib/adapter/adapter.ts";

/** How a LoRA is made. */
export interface LoraMaking {
  /** Seed of its first maps. */
  start?: number;
  /** Seed of its second maps. */
  seed?: number;
  rank?: number;
  alpha?: number;
  /** What second maps are multiplied with; 0 for an untrained one. */
  scale?: number;
}

/** Features of the model that the adapters are for. */
const HIDDEN = 16;

/**
 * A LoRA on query and value of two blocks.
 *
 * @param name Its name.
 * @param making How it is made.
 */
export function madeLora(
  name: string,
  { start = 1, seed = 1, rank = 2, alpha = 4, scale = 1 }: LoraMaking = {},
): Adapter {
  const [first, second] = [random(start, "A"), random(seed, "B")];
  const weights = new Map<string, HostTensor>();
  for (const block of [0, 1]) {
    for (const part of ["query", "value"]) {
      const module = `encoder.layer.${block}.attention.self.${part}`;
      const draw = (normal: () => number, by: number) =>
        Float32Array.from({ length: rank * HIDDEN }, () => by * normal());
      weights.set(`${module}.lora_A`, {
        shape: [rank, HIDDEN],
        data: draw(first.normal, 1),
      });
      weights.set(`${module}.lora_B`, {
        shape: [HIDDEN, rank],
        data: draw(second.normal, scale),
      });
    }
  }
  return {
    name,
    config: kinds.lora({ hidden: HIDDEN, width: rank, alpha }),
    weights,
    model: { type: "bert", hidden: HIDDEN, name: "base", class: "BertModel" },
    metadata: {},
  };
}
