/**
 * Adapters for the small model.
 *
 * @module
 */
import { adapterHubHead } from "../../lib/model/head.ts";
import type { Checkpoint } from "../../lib/model/checkpoint.ts";
import type { Adapter } from "../../lib/adapter/adapter.ts";
import type { AdapterConfig } from "../../lib/adapter/config.ts";
import { untrainedAdapter } from "../../lib/adapter/initial.ts";
import { type KindName, kinds } from "../../lib/adapter/kinds.ts";
import { smallConfig, smallWeights } from "../model/small_model.ts";

/** The small model as if it had been read from a directory. */
export const smallCheckpoint: Checkpoint = {
  source: "models/small",
  config: smallConfig,
  weights: smallWeights(),
};

/** Shape of an adapter for it, of width or rank 3. */
export function smallShape(kind: KindName): AdapterConfig {
  return kinds[kind]({ hidden: smallConfig.hidden_size, width: 3 });
}

/** An untrained adapter for it, with a head of two classes. */
export function smallAdapter(kind: KindName): Adapter {
  return untrainedAdapter(smallCheckpoint, {
    name: "task",
    config: smallShape(kind),
    head: adapterHubHead(["no", "yes"]),
    adapterSeed: 1,
    seed: 2,
  });
}
