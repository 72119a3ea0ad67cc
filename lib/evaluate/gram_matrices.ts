import type { Encoded } from "../text/batches.ts";
import type { HostTensor, Weights } from "../io/safetensors.ts";
import type { Tensor } from "../gpu/tensor.ts";
import { linear } from "../ops/linear.ts";
import { sendParams } from "../model/arena.ts";
import { sendBatch } from "../model/batch.ts";
import { classifier } from "../model/classifier.ts";
import type { Model } from "../model/loaded.ts";
import { firstOf } from "../model/params.ts";
import type { HeadedAdapter } from "../adapter/differentiable.ts";
import { type EvaluateOptions, packedBatches } from "./evaluate.ts";
import { watchedAdapter } from "./watched_adapter.ts";

/** Sum of the products of rows, and how many rows there were. */
interface Sum {
  readonly products: Tensor;
  rows: number;
}

/**
 * Gram matrices of what goes into an adapter's linear maps: the mean over the
 * tokens of x times its transpose.
 *
 * The last block works on first tokens only, so its maps have one token a text.
 *
 * @param model The model.
 * @param adapter The adapter, whose own first maps make the second ones' inputs.
 * @param encoded The examples, at least one; labels are not looked at.
 * @param options Positions and memory.
 * @returns Symmetric matrices, [ins, ins], by name of the map's matrix.
 * @see Jin et al. 2022, arXiv:2212.09849, section 3.2
 */
export async function gramMatrices(
  model: Model,
  { config, weights, head }: HeadedAdapter,
  encoded: readonly Encoded[],
  options: EvaluateOptions,
): Promise<Weights> {
  const { gpu } = model;
  using _ = gpu.scope();
  const sums = new Map<string, Sum>();
  const own = sendParams(gpu, new Map([...weights, ...head.weights]));
  const params = firstOf(own, model.params);
  const wrapper = watchedAdapter(config, {
    encoder: model.config,
    params,
    see(name, x) {
      const ins = x.shape.at(-1)!;
      const sum = sums.get(name) ??
        { products: gpu.outside(() => gpu.zeros([ins, ins])), rows: 0 };
      sums.set(name, sum);
      sum.rows += x.shape.slice(0, -1).reduce((product, n) => product * n, 1);
      addProducts(x, sum.products);
    },
  });
  const parts = { config: model.config, head: head.config, params, wrapper };
  const classify = classifier(gpu, parts);
  for (const packed of packedBatches(encoded, options)) {
    using _ = gpu.scope();
    classify(sendBatch(gpu, packed));
    gpu.flush();
  }
  const grams = new Map<string, HostTensor>();
  for (const [name, { products, rows }] of sums) {
    const data = (await gpu.read(products)).map((value) => value / rows);
    grams.set(name, { shape: products.shape, data });
    gpu.free(products);
  }
  return grams;
}

/**
 * Adds the transpose of x times x: the gradient of a linear map's matrix, where the
 * gradient at its output is its input.
 */
function addProducts(x: Tensor, products: Tensor): void {
  const [, back] = linear(x, { weight: { value: products, grad: products } });
  back(x);
}
