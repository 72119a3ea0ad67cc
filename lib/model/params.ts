/**
 * Where a network finds its parameters by name.
 *
 * @module
 */
import { inputError } from "../io/failure.ts";
import type { HostTensor, Weights } from "../io/safetensors.ts";
import type { Gpu } from "../gpu/gpu.ts";
import { type Shape, size } from "../gpu/tensor.ts";
import type { Param } from "../ops/op.ts";

/** Finds parameters by name. */
export interface Params {
  /** Whether there is a parameter of this name. */
  has(name: string): boolean;
  /** The parameter of this name, which must have this shape. */
  get(name: string, shape: Shape): Param;
  /** The rows of a table, in parts that each fit one binding of the device. */
  table(name: string, shape: Shape): readonly Param[];
}

/**
 * Frozen parameters, each sent to the GPU when it is first asked for, and kept.
 *
 * @param gpu Device to send them to.
 * @param weights Values by name.
 * @param source Where the values come from, for errors.
 * @throws {Failure} If a parameter is missing or has another shape.
 */
export function frozen(gpu: Gpu, weights: Weights, source: string): Params {
  const sent = new Map<string, readonly Param[]>();
  const table = (name: string, shape: Shape): readonly Param[] => {
    let parts = sent.get(name);
    if (!parts) {
      const values = find(weights, name, shape, source);
      parts = gpu.outside(() => send(gpu, values));
      sent.set(name, parts);
    }
    return parts;
  };
  return {
    has: (name) => weights.has(name),
    table,
    get(name, shape) {
      const [param, ...more] = table(name, shape);
      if (!param || more.length > 0) {
        throw inputError(
          `Cannot use "${name}" of ${source}: it is larger than one binding of this device, expected at most ${gpu.info.limits.maxStorageBufferBindingSize} bytes`,
        );
      }
      return param;
    },
  };
}

/** Looks in the first place, then in the second. */
export function firstOf(first: Params, second: Params): Params {
  const holder = (name: string) => first.has(name) ? first : second;
  return {
    has: (name) => first.has(name) || second.has(name),
    get: (name, shape) => holder(name).get(name, shape),
    table: (name, shape) => holder(name).table(name, shape),
  };
}

/**
 * Finds a weight on the host.
 *
 * @throws {Failure} If it is missing or has another shape.
 */
export function find(
  weights: Weights,
  name: string,
  shape: Shape,
  source: string,
): HostTensor {
  const found = weights.get(name);
  if (!found) {
    throw inputError(
      `Cannot use ${source}: it has no tensor "${name}", expected one of shape [${shape}]`,
    );
  }
  if (`${found.shape}` !== `${shape}`) {
    throw inputError(
      `Cannot use ${source}: tensor "${name}" has shape [${found.shape}], expected [${shape}]`,
    );
  }
  return found;
}

/** Sends a tensor in parts of whole rows. */
function send(gpu: Gpu, { shape, data }: HostTensor): readonly Param[] {
  const most = (gpu.info.limits.maxStorageBufferBindingSize ?? Infinity) / 4;
  if (size(shape) <= most) return [{ value: gpu.tensor(shape, data) }];
  const [rows = 0, ...rest] = shape;
  const width = size(rest);
  const height = Math.floor(most / width);
  const parts: Param[] = [];
  for (let row = 0; row < rows; row += height) {
    const count = Math.min(height, rows - row);
    const part = data.subarray(row * width, (row + count) * width);
    parts.push({ value: gpu.tensor([count, ...rest], part) });
  }
  return parts;
}
