/**
 * Files of weights as PyTorch saves them.
 *
 * @module
 */
import { readSafetensors } from "../../lib/io/safetensors.ts";
import { dictPickle, tensor } from "../io/torch/pickle_writer.ts";
import { torchZip } from "../io/torch/zip_writer.ts";

/**
 * Writes the tensors of a safetensors file of float32 as a PyTorch file, and
 * removes the first.
 *
 * @param from Path of the safetensors file.
 * @param to Path of the `.bin` file.
 */
export async function toTorch(from: string, to: string): Promise<void> {
  const { weights } = await readSafetensors(from);
  const storages: Record<string, Uint8Array> = {};
  const items: Record<string, number[]> = {};
  for (const [name, { shape, data }] of weights) {
    const key = `${Object.keys(storages).length}`;
    const strides = shape.map((_, i) =>
      shape.slice(i + 1).reduce((product, n) => product * n, 1)
    );
    storages[key] = new Uint8Array(
      data.buffer,
      data.byteOffset,
      data.byteLength,
    );
    items[name] = tensor({ key, numbers: data.length, shape, strides });
  }
  await Deno.writeFile(to, torchZip(dictPickle(items), storages));
  await Deno.remove(from);
}
