/**
 * The numbers of a training step, as the peers in TypeScript like them.
 *
 * @module
 */
import type { StepTask } from "./task.ts";

/** A tensor on the host. */
export interface HostNumbers {
  readonly shape: number[];
  readonly data: Float32Array<ArrayBuffer>;
}

/**
 * Reads all tensors of a step.
 *
 * Weights of affine maps, [outs, ins] in the file, are transposed: both back
 * ends multiply quicker by [ins, outs].
 *
 * @param task The task.
 * @returns The tensors by name.
 */
export async function readNumbers(
  { file, shapes }: StepTask,
): Promise<Map<string, HostNumbers>> {
  const all = new Float32Array((await Deno.readFile(file)).buffer);
  const tensors = new Map<string, HostNumbers>();
  let start = 0;
  for (const [name, given] of Object.entries(shapes)) {
    const [rows = 1, cols = 1] = given;
    const data = all.slice(start, start += rows * cols);
    const turned = given.length === 2 && name !== "x";
    tensors.set(
      name,
      turned
        ? { shape: [cols, rows], data: transposed(data, rows, cols) }
        : { shape: [...given], data },
    );
  }
  return tensors;
}

function transposed(
  data: Float32Array,
  rows: number,
  cols: number,
): Float32Array<ArrayBuffer> {
  const turned = new Float32Array(data.length);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) turned[j * rows + i] = data[i * cols + j]!;
  }
  return turned;
}

/** Constants of AdamW, as PyTorch has them. */
export const ADAM = { beta1: 0.9, beta2: 0.999, eps: 1e-8 } as const;

/** Whether weight decay acts on a tensor. */
export function decays(name: string): boolean {
  return !name.endsWith("bias");
}
