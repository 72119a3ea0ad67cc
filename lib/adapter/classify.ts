/**
 * A classifier made of a model and an adapter on the host.
 *
 * @module
 */
import { inputError } from "../io/failure.ts";
import { sendParams } from "../model/arena.ts";
import { type Classifier, classifier } from "../model/classifier.ts";
import { bertHead, type HeadConfig, robertaHead } from "../model/head.ts";
import type { Model } from "../model/loaded.ts";
import { firstOf } from "../model/params.ts";
import { type Adapter, type AdapterHead, adapterWrapper } from "./adapter.ts";

/**
 * Builds the classifier of an adapter; the innermost scope frees its weights.
 *
 * @param model The model.
 * @param adapter Weights and head; without a shape, the encoder stays as it is.
 */
export function adapterClassifier(
  model: Model,
  { config, weights, head }: Pick<Adapter, "config" | "weights"> & {
    head: AdapterHead;
  },
): Classifier {
  const { gpu, dtype } = model;
  const own = firstOf(
    sendParams(gpu, weights, dtype),
    sendParams(gpu, head.weights),
  );
  const params = firstOf(own, model.params);
  return classifier(gpu, {
    config: model.config,
    head: head.config,
    params,
    wrapper: adapterWrapper(config, model.config, params),
  });
}

/**
 * The classification head that a model's own file holds.
 *
 * @param model The model.
 * @throws {Failure} If its file holds none.
 */
export function modelHead({ config, weights, source }: Model): AdapterHead {
  const names = [...weights.keys()].filter((name) =>
    name.startsWith("classifier.")
  );
  if (names.length === 0) {
    throw inputError(
      `Cannot classify with "${source}": its file holds no classifier, expected one or an --adapter with a head`,
    );
  }
  return {
    config: staticHead(config.model_type, modelLabels(config)),
    weights: new Map(names.map((name) => [name, weights.get(name)!])),
  };
}

/** The head of Hugging Face's own class for a kind of model. */
export function staticHead(
  type: "bert" | "roberta",
  labels: readonly string[],
): HeadConfig {
  return type === "bert" ? bertHead(labels) : robertaHead(labels);
}

/** Names of the classes as a model's `config.json` has them; two if it has none. */
function modelLabels({ id2label }: Model["config"]): string[] {
  const named = Object.entries(id2label ?? { 0: "LABEL_0", 1: "LABEL_1" });
  return named.sort(([a], [b]) => Number(a) - Number(b)).map(([, name]) =>
    name
  );
}
