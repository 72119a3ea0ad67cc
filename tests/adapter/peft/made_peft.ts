/**
 * Directories in PEFT's layout, written as PEFT writes them.
 *
 * @module
 */
import {
  type HostTensor,
  type Weights,
  writeSafetensors,
} from "../../../lib/io/safetensors.ts";
import { normals } from "../../check.ts";

/** A tensor of some numbers. */
export function tensor(...shape: number[]): HostTensor {
  const count = shape.reduce((product, n) => product * n, 1);
  return { shape, data: normals(count, count), dtype: "F32" };
}

/** Both factors of modules, of rank r on 4 features, under PEFT's names. */
export function factors(
  modules: readonly string[],
  r = 2,
): Map<string, HostTensor> {
  return new Map(
    modules.flatMap((module) => [
      [`base_model.model.${module}.lora_A.weight`, tensor(r, 4)],
      [`base_model.model.${module}.lora_B.weight`, tensor(4, r)],
    ]),
  );
}

/** Names of the projections of two blocks of a BERT. */
export function attention(...parts: readonly string[]): string[] {
  return [0, 1].flatMap((block) =>
    parts.map((part) => `bert.encoder.layer.${block}.attention.self.${part}`)
  );
}

/** What PEFT's file says, as far as it is read. */
export const stated = {
  peft_type: "LORA",
  task_type: "SEQ_CLS",
  base_model_name_or_path: "bert-base-uncased",
  r: 2,
  lora_alpha: 6,
  lora_dropout: 0.1,
  target_modules: ["query", "value"],
  bias: "none",
  modules_to_save: ["classifier", "score"],
};

/** Writes a directory; without a configuration if there is none. */
export async function writeMade(
  directory: string,
  weights: Weights,
  config: object | null = stated,
): Promise<void> {
  await Deno.mkdir(directory, { recursive: true });
  await writeSafetensors(`${directory}/adapter_model.safetensors`, weights, {
    metadata: { format: "pt" },
  });
  if (config === null) return;
  await Deno.writeTextFile(
    `${directory}/adapter_config.json`,
    JSON.stringify(config),
  );
}
