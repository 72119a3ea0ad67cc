/**
 * Whether an adapter was made for a model.
 *
 * @module
 */
import { inputError } from "../io/failure.ts";
import type { Checkpoint } from "../model/checkpoint.ts";
import { mapShapes } from "../model/head.ts";
import { find } from "../model/params.ts";
import { type Adapter, adapterShapes } from "./adapter.ts";

/**
 * Checks that an adapter fits a model.
 *
 * @param adapter The adapter.
 * @param model The model.
 * @param source Where the adapter comes from, for errors.
 * @throws {Failure} If it was made for another kind or size of model, or if a
 * tensor is missing, superfluous or of the wrong shape.
 */
export function expectFitting(
  { config, weights, head, model: made }: Adapter,
  model: Checkpoint,
  source: string,
): void {
  const { model_type, hidden_size } = model.config;
  if (made.type !== model_type || made.hidden !== hidden_size) {
    throw inputError(
      `Cannot use adapter "${source}" with "${model.source}": it is for a ${made.type} of ${made.hidden} features, expected one for a ${model_type} of ${hidden_size}`,
    );
  }
  if (head) {
    for (const [name, shape] of mapShapes(head.config, hidden_size)) {
      find(head.weights, `${name}.weight`, shape, `adapter "${source}"`);
    }
  }
  if (!config) return;
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
