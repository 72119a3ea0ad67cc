/**
 * Where a network finds its parameters by name.
 *
 * @module
 */
import { inputError } from "../io/failure.ts";
import type { HostTensor, Weights } from "../io/safetensors.ts";
import type { Gpu } from "../gpu/gpu.ts";
import { BYTES, type Dtype, type Shape, size } from "../gpu/tensor.ts";
import type { Param } from "../ops/op.ts";
import { storedAs } from "./stored_as.ts";

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
 * Parameters that lie on a device until they are disposed of; from then on, what
 * was built of them must not be used.
 */
export interface FrozenParams extends Params, Disposable {}

/** Names of what works on all tokens; heads, on one of a sequence, stay in f32. */
const OF_TOKENS = /^(?:embeddings|encoder)\./;

/**
 * Frozen parameters, each sent to the GPU when it is first asked for, and kept.
 *
 * @param gpu Device to send them to.
 * @param weights Values by name.
 * @param source Where the values come from, for errors.
 * @param dtype Type in which the device stores those of embeddings and encoder.
 * @throws {Failure} If a parameter is missing, has another shape, or a number that
 * is too large for the type.
 */
export function frozen(
  gpu: Gpu,
  weights: Weights,
  source: string,
  dtype: Dtype = "f32",
): FrozenParams {
  const sent = new Map<string, readonly Param[]>();
  const table = (name: string, shape: Shape): readonly Param[] => {
    let parts = sent.get(name);
    if (!parts) {
      const values = find(weights, name, shape, source);
      const type = OF_TOKENS.test(name) ? dtype : "f32";
      parts = gpu.outside(() => send(gpu, name, values, type));
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
    [Symbol.dispose]() {
      for (const { value } of [...sent.values()].flat()) gpu.free(value);
      sent.clear();
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
function send(
  gpu: Gpu,
  name: string,
  { shape, data }: HostTensor,
  dtype: Dtype,
): readonly Param[] {
  const { maxStorageBufferBindingSize: bytes = Infinity } = gpu.info.limits;
  const most = bytes / BYTES[dtype];
  if (size(shape) <= most) {
    return [{ value: gpu.tensor(shape, storedAs(data, dtype, name)) }];
  }
  const [rows = 0, ...rest] = shape;
  const width = size(rest);
  const height = Math.floor(most / width);
  const parts: Param[] = [];
  for (let row = 0; row < rows; row += height) {
    const count = Math.min(height, rows - row);
    const part = data.subarray(row * width, (row + count) * width);
    const value = gpu.tensor([count, ...rest], storedAs(part, dtype, name));
    parts.push({ value });
  }
  return parts;
}
