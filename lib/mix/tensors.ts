/**
 * Ways through the tensors of adapters that have the same ones.
 *
 * @module
 */
import type { HostTensor, Weights } from "../io/safetensors.ts";
import { size } from "../gpu/tensor.ts";
import { aligned } from "./aligned.ts";

/** Numbers of one tensor, or of several end to end. */
export type Numbers = Float32Array<ArrayBuffer>;

/**
 * Makes each tensor of a mixture out of the adapters' tensors of its name.
 *
 * @param adapters The adapters' weights, of the same names and shapes.
 * @param mix Makes one tensor out of those of all adapters, in their order.
 * @returns The tensors, sorted by name.
 * @throws {Failure} If the adapters do not have the same tensors.
 */
export function byTensor(
  adapters: readonly Weights[],
  mix: (parts: readonly Numbers[], name: string) => Numbers,
): Weights {
  return new Map(
    aligned(adapters).map(([name, shape]): [string, HostTensor] => {
      const parts = adapters.map((weights) => weights.get(name)!.data);
      return [name, { shape, data: mix(parts, name) }];
    }),
  );
}

/**
 * Makes a mixture out of the adapters' numbers end to end, sorted by name.
 *
 * @param adapters The adapters' weights, of the same names and shapes.
 * @param mix Makes one vector out of those of all adapters, in their order.
 * @returns The tensors, sorted by name.
 * @throws {Failure} If the adapters do not have the same tensors.
 */
export function asOneVector(
  adapters: readonly Weights[],
  mix: (vectors: readonly Numbers[]) => Numbers,
): Weights {
  const tensors = aligned(adapters);
  const total = tensors.reduce((sum, [, shape]) => sum + size(shape), 0);
  const vectors = adapters.map((weights) => {
    const vector = new Float32Array(total);
    let start = 0;
    for (const [name] of tensors) {
      const { data } = weights.get(name)!;
      vector.set(data, start);
      start += data.length;
    }
    return vector;
  });
  const mixed = mix(vectors);
  let end = 0;
  return new Map(
    tensors.map(([name, shape]): [string, HostTensor] => {
      const start = end;
      end += size(shape);
      return [name, { shape, data: mixed.slice(start, end) }];
    }),
  );
}
