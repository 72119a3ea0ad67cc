import { inputError } from "../io/failure.ts";
import type { Dtype, HostArray } from "../gpu/tensor.ts";

/**
 * Brings numbers into the type in which a device shall store them.
 *
 * @param data The numbers.
 * @param dtype f32, which they are, or f16, to whose nearest they are rounded.
 * @param name What they are, for errors.
 * @returns The numbers; of f32, in the same memory.
 * @throws {Failure} If a finite number is too large for f16.
 */
export function storedAs(
  data: Float32Array<ArrayBuffer>,
  dtype: Dtype,
  name: string,
): HostArray {
  if (dtype !== "f16") return data;
  const halves = new Float16Array(data);
  const lost = halves.findIndex((half, i) =>
    !Number.isFinite(half) && Number.isFinite(data[i])
  );
  if (lost < 0) return halves;
  throw inputError(
    `Cannot store "${name}" as f16: it has ${
      data[lost]
    }, expected numbers from -65504 to 65504 (or --dtype f32)`,
  );
}
