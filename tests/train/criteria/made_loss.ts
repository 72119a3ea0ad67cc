/**
 * Losses whose gradients can be worked out by hand.
 *
 * @module
 */
import type { HostTensor } from "../../../lib/io/safetensors.ts";
import type { LossGradient } from "../../../lib/train/criteria/loss_gradient.ts";

/**
 * Gradient M w of the loss w M w / 2.
 *
 * @param matrix Rows of M, which is symmetric; the weights are taken in the order of
 * the tensors.
 */
export function quadratic(
  matrix: readonly (readonly number[])[],
): LossGradient {
  return (weights) => {
    const all = [...weights.values()].flatMap(({ data }) => [...data]);
    const slopes = matrix.map((row) =>
      row.reduce((sum, value, i) => sum + value * all[i]!, 0)
    );
    return Promise.resolve(
      new Map(
        [...weights].map(([name, { shape, data }]): [string, HostTensor] => {
          const own = Float32Array.from(slopes.splice(0, data.length));
          return [name, { shape, data: own }];
        }),
      ),
    );
  };
}
