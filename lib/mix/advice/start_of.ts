import type { Weights } from "../../io/safetensors.ts";
import type { Adapter } from "../../adapter/adapter.ts";
import { drawAnew, statedStart } from "../../adapter/stated_start.ts";
import { blockOf } from "../block_of.ts";

/**
 * What adapters started from, drawn anew from the seed in their files, without the
 * model that they are for.
 *
 * @param members Adapters of one group, at least one.
 * @returns The weights; nothing if the files do not say that all of them started
 * there, or if the draw is not what they say.
 */
export function startOf(members: readonly Adapter[]): Weights | undefined {
  const start = statedStart(members);
  if (!start) return undefined;
  const [{ model, weights }] = members as [Adapter];
  return drawAnew(start, {
    hidden_size: model.hidden,
    num_hidden_layers: 1 + Math.max(...[...weights.keys()].map(blockOf)),
  });
}
