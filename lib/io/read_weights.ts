import { readSafetensors, type Safetensors } from "./safetensors.ts";
import { readTorch } from "./torch/read_torch.ts";

/** Ends of the names of files that PyTorch saves. */
const TORCH = /\.(?:bin|pt|pth)$/;

/**
 * Reads a file of tensors, by the format that its name tells.
 *
 * @param path Path of the file: `.bin`, `.pt` and `.pth` are PyTorch's, all
 * else is safetensors.
 * @param options `only` says by name which tensors to read; all by default.
 * @returns The tensors as float32, and the file's metadata if it has any.
 * @throws {Failure} If there is no such file or it is not well formed.
 */
export function readWeights(
  path: string,
  options: { only?: (name: string) => boolean } = {},
): Promise<Safetensors> {
  return TORCH.test(path)
    ? readTorch(path, options)
    : readSafetensors(path, options);
}
