import { inputError } from "../io/failure.ts";
import { isThere } from "../io/is_there.ts";
import { readWeights } from "../io/read_weights.ts";
import type { Weights } from "../io/safetensors.ts";
import { readSharded } from "../io/sharded.ts";

/** Files that may hold a model's weights, the best first. */
const FILES = [
  "model.safetensors",
  "model.safetensors.index.json",
  "pytorch_model.bin",
  "pytorch_model.bin.index.json",
];

/**
 * Reads all tensors of a model directory: safetensors before PyTorch's pickles,
 * one file before several.
 *
 * @param directory The model directory.
 * @returns The tensors under the names of the files.
 * @throws {Failure} If no file holds weights, or the first that does is damaged.
 */
export async function readModelWeights(directory: string): Promise<Weights> {
  for (const name of FILES) {
    const path = `${directory}/${name}`;
    if (!await isThere(path)) continue;
    if (name.endsWith(".json")) return await readSharded(path);
    return (await readWeights(path)).weights;
  }
  throw inputError(
    `Cannot read "${directory}": it has no weights, expected one of ${
      FILES.join(", ")
    }`,
  );
}
