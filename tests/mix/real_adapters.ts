/**
 * Trained adapters that lie beside the repository on some machines.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { readSafetensors, type Weights } from "../../lib/io/safetensors.ts";

const FOLDER = fileURLToPath(
  new URL("../../../shared/adapters/", import.meta.url),
);

/** Whether they are there. */
export const haveRealAdapters = await Deno.stat(FOLDER).then(
  () => true,
  () => false,
);

/** LoRA tensors of BERT base adapters of rank 1, by the ends of their folders. */
export function realAdapters(names: readonly string[]): Promise<Weights[]> {
  return Promise.all(names.map(async (name) => {
    const path = `${FOLDER}bert-base-lora-r1-${name}/adapter_model.safetensors`;
    const only = (tensor: string) => tensor.includes(".lora_");
    return (await readSafetensors(path, { only })).weights;
  }));
}
