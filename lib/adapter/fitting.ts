/**
 * Whether an adapter was made for a model.
 *
 * @module
 */
import { inputError } from "../io/failure.ts";
import type { Weights } from "../io/safetensors.ts";
import type { Checkpoint } from "../model/checkpoint.ts";
import { mapShapes } from "../model/head.ts";
import { find } from "../model/params.ts";
import { type Adapter, adapterShapes } from "./adapter.ts";
import { expectBase } from "./base_model.ts";

/**
 * Checks that an adapter fits a model.
 *
 * @param adapter The adapter.
 * @param model The model.
 * @param source Where the adapter comes from, for errors.
 * @throws {Failure} If it was made for another kind or size of model, or if a
 * tensor is missing, superfluous or of the wrong shape, or if its files say that it
 * was trained over another model.
 */
export function expectFitting(
  adapter: Adapter,
  model: Checkpoint,
  source: string,
): void {
  const { config, weights, head, model: made, peft } = adapter;
  const { model_type, hidden_size } = model.config;
  const type = made.type || model_type;
  if (type !== model_type || made.hidden !== hidden_size) {
    throw inputError(
      `Cannot use adapter "${source}" with "${model.source}": it is for a ${type} of ${made.hidden} features, expected one for a ${model_type} of ${hidden_size}`,
    );
  }
  expectBase(adapter, model, source);
  if (head) {
    const shapes = mapShapes(head.config, hidden_size);
    for (const [name, shape] of shapes) {
      find(head.weights, `${name}.weight`, shape, `adapter "${source}"`);
    }
    expectOnly(head.weights, [
      "pooler.dense",
      ...shapes.map(([name]) => name),
    ], source);
  }
  if (!config) return;
  if (peft && !peft.stated) {
    throw inputError(
      `Cannot use adapter "${source}": it has no adapter_config.json, expected one that says its lora_alpha (convert --lora-alpha writes it)`,
    );
  }
  const shapes = adapterShapes(config, model.config);
  for (const [name, shape] of shapes) {
    find(weights, name, shape, `adapter "${source}"`);
  }
  const surplus = [...weights.keys()].find((name) => !shapes.has(name));
  if (surplus) {
    throw inputError(
      `Cannot use adapter "${source}": it has a tensor "${surplus}", expected none of that name for a model of ${model.config.num_hidden_layers} blocks`,
    );
  }
}

/** Throws if a head trained more of the model than its own maps and the pooler. */
function expectOnly(
  weights: Weights,
  maps: readonly string[],
  source: string,
) {
  const known = new Set(
    maps.flatMap((name) => [`${name}.weight`, `${name}.bias`]),
  );
  const surplus = [...weights.keys()].find((name) => !known.has(name));
  if (!surplus) return;
  throw inputError(
    `Cannot use adapter "${source}": its head has a tensor "${surplus}", expected only those of ${
      maps.join(", ")
    }`,
  );
}
