import type { Weights } from "../io/safetensors.ts";
import { size } from "../gpu/tensor.ts";
import { aligned } from "./aligned.ts";
import type { Quotient } from "./compare_signs.ts";

/**
 * Adds up, for every two adapters, |a| + |b| where the signs are opposite, and
 * everywhere.
 *
 * @param adapters The adapters' weights, of the same names and shapes.
 * @returns Both sums by tensor, in float64; the diagonal's part is 0.
 * @throws {Failure} If the adapters do not have the same tensors.
 */
export function oppositeMagnitudes(
  adapters: readonly Weights[],
): Map<string, Quotient> {
  return new Map(
    aligned(adapters).map(([name, shape]) => {
      const data = adapters.map((weights) => weights.get(name)!.data);
      const part = data.map(() => data.map(() => 0));
      const whole = data.map(() => data.map(() => 0));
      data.forEach((a, i) => {
        for (let j = i; j < data.length; j++) {
          const sums = pairSums(a, data[j]!);
          part[i]![j] = part[j]![i] = sums.opposite;
          whole[i]![j] = whole[j]![i] = sums.all;
        }
      });
      return [name, { part, whole, size: size(shape) }];
    }),
  );
}

function pairSums(a: Float32Array, b: Float32Array) {
  let [opposite, all] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i]!, b[i]!];
    const both = Math.abs(x) + Math.abs(y);
    all += both;
    if (x < 0 && y > 0 || x > 0 && y < 0) opposite += both;
  }
  return { opposite, all };
}
