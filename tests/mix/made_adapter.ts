/**
 * Adapters made up for tests.
 *
 * @module
 */
import type { HostTensor, Weights } from "../../lib/io/safetensors.ts";
import { signedNumbers } from "../signed_numbers.ts";

/** Weights of one tensor each, from plain numbers. */
export function weightsOf(
  tensors: Readonly<Record<string, readonly number[]>>,
): Weights {
  return new Map(
    Object.entries(tensors).map(([name, numbers]): [string, HostTensor] => [
      name,
      { shape: [numbers.length], data: new Float32Array(numbers) },
    ]),
  );
}

/** A bottleneck of two blocks with zeros, subnormal numbers and ties in it. */
export function madeAdapter(seed: number): Weights {
  const shapes = { "adapter_up.weight": [16, 7], "adapter_up.bias": [16] };
  const weights = new Map<string, HostTensor>();
  for (const layer of [1, 0]) {
    for (const [part, shape] of Object.entries(shapes)) {
      const count = shape.reduce((product, n) => product * n, 1);
      const data = signedNumbers(count, 100 * seed + weights.size);
      weights.set(`encoder.layer.${layer}.output.${part}`, { shape, data });
    }
  }
  return weights;
}

/** All numbers of the weights, in the order of the tensors' names. */
export function numbersOf(weights: Weights): number[] {
  return [...weights.keys()].sort().flatMap((name) => [
    ...weights.get(name)!.data,
  ]);
}
