/**
 * Writes a model directory in Hugging Face's layout.
 *
 * @module
 */
import { writeFileAtomic } from "../io/atomic.ts";
import { formatJson } from "../io/json.ts";
import { type Weights, writeSafetensors } from "../io/safetensors.ts";
import type { EncoderConfig } from "./config.ts";

/** Parts of a model that stand beside the encoder and take no prefix. */
const OUTSIDE = /^(?:cls|lm_head|classifier)\./;

/**
 * Writes `config.json` and `model.safetensors` into a folder.
 *
 * @param folder The folder, which exists.
 * @param config Shape of the model.
 * @param weights Weights under names without the model's prefix.
 * @param options `dtype` of the file, F32 by default, and what to say about it.
 */
export async function saveModel(
  folder: string,
  config: EncoderConfig,
  weights: Weights,
  { dtype = "F32", metadata = {} }: {
    dtype?: "F32" | "F16";
    metadata?: Readonly<Record<string, string>>;
  } = {},
): Promise<void> {
  const stored = new Map(
    [...weights].map(([name, tensor]) => [
      OUTSIDE.test(name) ? name : `${config.model_type}.${name}`,
      { ...tensor, dtype },
    ]),
  );
  await writeFileAtomic(`${folder}/config.json`, formatJson(config));
  await writeSafetensors(`${folder}/model.safetensors`, stored, {
    metadata: { format: "pt", ...metadata },
  });
}
