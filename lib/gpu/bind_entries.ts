/**
 * Which tensor goes where in a kernel.
 *
 * @module
 */
import type { Kernel } from "./kernel.ts";
import type { Slot } from "./params.ts";
import { BYTES, size, type Tensor } from "./tensor.ts";

/**
 * Puts a kernel's parameters and tensors at the places that its text declares.
 *
 * @param kernel The kernel.
 * @param entry Name of the entry point, for errors.
 * @param slot Parameter block, for binding 0.
 * @param bind Tensor for each storage variable that the entry point uses.
 * @returns The entries of a bind group.
 * @throws {TypeError} If a name is not declared by the kernel's WGSL text, if a
 * tensor's numbers are of another width than is declared, or if one that is written
 * to shares its memory with another one.
 */
export function bindEntries(
  kernel: Kernel,
  entry: string,
  { buffer, offset, bytes }: Slot,
  bind: Readonly<Record<string, Tensor>>,
): GPUBindGroupEntry[] {
  const label = `${kernel.name}.${entry}`;
  expectApart(kernel, label, bind);
  const entries: GPUBindGroupEntry[] = [
    { binding: 0, resource: { buffer, offset, size: bytes } },
  ];
  for (const [name, tensor] of Object.entries(bind)) {
    const binding = kernel.bindings.get(name);
    if (binding === undefined) {
      throw new TypeError(
        `Cannot run "${label}": "${name}" is not a variable of the kernel, expected one of ${
          [...kernel.bindings.keys()].join(", ")
        }`,
      );
    }
    // Of the same width is enough: kernels may look at the bits of f32 as u32.
    const type = kernel.types.get(name)!;
    if (BYTES[tensor.dtype] !== BYTES[type]) {
      throw new TypeError(
        `Cannot run "${label}": "${name}" is ${tensor.dtype}, expected ${type}`,
      );
    }
    const { storage: { buffer }, offset } = tensor;
    const resource = { buffer, offset, size: boundBytes(tensor) };
    entries.push({ binding, resource });
  }
  return entries;
}

/** Bytes to bind: whole vectors of four, so that the last is read in one piece. */
export function boundBytes({ dtype, shape }: Tensor): number {
  return Math.max(16, 16 * Math.ceil(BYTES[dtype] * size(shape) / 16));
}

/** WebGPU refuses memory that a dispatch both reads and writes, without a name. */
function expectApart(
  { written }: Kernel,
  label: string,
  bind: Readonly<Record<string, Tensor>>,
): void {
  for (const name of written) {
    const other = bind[name] &&
      Object.keys(bind).find((other) =>
        other !== name && !written.has(other) &&
        bind[other]!.storage === bind[name]!.storage
      );
    if (other) {
      throw new TypeError(
        `Cannot run "${label}": "${other}" and "${name}" share memory, expected memory of its own for what is written`,
      );
    }
  }
}
