/**
 * A classifier that gives gradients at the weights of its adapter, and at no others.
 *
 * @module
 */
import type { Weights } from "../io/safetensors.ts";
import type { Tensor } from "../gpu/tensor.ts";
import {
  arenaParams,
  fillArena,
  type Layout,
  layOut,
  sendParams,
  shapesOf,
} from "../model/arena.ts";
import { type Classifier, classifier } from "../model/classifier.ts";
import type { Model } from "../model/loaded.ts";
import { firstOf } from "../model/params.ts";
import { type AdapterHead, adapterWrapper } from "./adapter.ts";
import type { AdapterConfig } from "./config.ts";

/** An adapter with the head that makes a classifier of it. */
export interface HeadedAdapter {
  readonly config: AdapterConfig;
  readonly weights: Weights;
  readonly head: AdapterHead;
}

/** The classifier, and where its gradients come to lie. */
export interface Differentiable {
  readonly classify: Classifier;
  /** Where each tensor of the adapter lies in the arena of gradients. */
  readonly layout: Layout;
  /** Sums of gradients, zero at first, [layout.size]. */
  readonly grads: Tensor;
}

/**
 * Builds the classifier; the innermost scope frees its weights and gradients.
 *
 * @param model The model.
 * @param adapter Adapter and head; the head gets no gradients.
 */
export function differentiable(
  model: Model,
  { config, weights, head }: HeadedAdapter,
): Differentiable {
  const { gpu } = model;
  const layout = layOut(shapesOf(weights));
  const values = gpu.tensor([layout.size], fillArena(layout, weights));
  const grads = gpu.zeros([layout.size]);
  const params = firstOf(
    arenaParams(gpu, layout, { values, grads }),
    firstOf(sendParams(gpu, head.weights), model.params),
  );
  const classify = classifier(gpu, {
    config: model.config,
    head: head.config,
    params,
    wrapper: adapterWrapper(config, model.config, params),
  });
  return { classify, layout, grads };
}
