import { type Encoded, pack } from "../text/batches.ts";
import type { HostTensor, Weights } from "../io/safetensors.ts";
import { addSquares } from "../ops/add_squares.ts";
import { crossEntropy } from "../ops/cross_entropy.ts";
import { emptyArena } from "../model/arena.ts";
import { sendBatch } from "../model/batch.ts";
import type { Model } from "../model/loaded.ts";
import { adapterClassifier } from "../adapter/classify.ts";
import {
  differentiable,
  type HeadedAdapter,
} from "../adapter/differentiable.ts";
import { evaluate, type EvaluateOptions } from "./evaluate.ts";
import { probabilities } from "./probabilities.ts";

/**
 * How much a classifier's predictions depend on each weight of its adapter: the
 * diagonal of the Fisher information matrix.
 *
 * The mean over the examples of the expected square of d log p(class) / d weight,
 * over all classes as the classifier itself expects them; labels are not looked at.
 * Each example is passed through the network once a class.
 *
 * @param model The model.
 * @param adapter The adapter; its head is not part of the information.
 * @param encoded The examples, at least one; some hundreds are usual.
 * @param options Positions and memory.
 * @returns Information, from 0, under the names of the adapter's weights.
 * @see Matena and Raffel 2022, arXiv:2111.09832, section 3.2; mmatena/model_merging,
 * `fisher.py`
 */
export async function fisherInformation(
  model: Model,
  adapter: HeadedAdapter,
  encoded: readonly Encoded[],
  options: EvaluateOptions,
): Promise<Weights> {
  const { gpu } = model;
  using _ = gpu.scope();
  const outcome = await evaluate(
    gpu,
    adapterClassifier(model, adapter),
    encoded.map((example, index) => ({ ...example, index })),
    options,
  );
  const shares = probabilities(outcome);
  const classes = shares.length / encoded.length;
  const { layout, grads, classify } = differentiable(model, adapter);
  const sums = gpu.zeros([layout.size]);
  encoded.forEach((example, row) => {
    const packed = pack([example], options);
    for (let label = 0; label < classes; label++) {
      using _ = gpu.scope();
      const [logits, back] = classify(sendBatch(gpu, packed));
      const labels = gpu.tensor([1], Uint32Array.of(label));
      // The gradient's square then has the probability itself as a factor.
      const weight = Math.sqrt(shares[row * classes + label]!);
      back(crossEntropy(logits, labels).back(weight)!);
      addSquares(grads, sums);
      gpu.clear(grads);
    }
    gpu.flush();
  });
  const total = await gpu.read(sums);
  const count = encoded.length;
  return new Map(
    [...emptyArena(layout, total)].map(([name, tensor]): [
      string,
      HostTensor,
    ] => {
      return [name, { ...tensor, data: tensor.data.map((v) => v / count) }];
    }),
  );
}
