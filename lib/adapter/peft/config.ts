/**
 * The `adapter_config.json` of PEFT's LoRA.
 *
 * @module
 */
import { z } from "zod";
import { inputError } from "../../io/failure.ts";
import { mismatch } from "../../io/mismatch.ts";
import type { ModuleRank } from "../config.ts";
import { patternValue } from "./pattern.ts";

const off = z.literal(false).nullish();
const none = z.null().optional();
const perModule = z.record(z.string(), z.number().positive()).nullish();

/** Initial weights that leave the model's own as they are. */
const initial = z.union([
  z.boolean(),
  z.enum(["gaussian", "eva"]),
  z.null(),
], 'expected true, "gaussian" or "eva"').optional();

/** Keys that change the mathematics; all others are kept and not read. */
const schema = z.looseObject({
  peft_type: z.literal("LORA"),
  base_model_name_or_path: z.string().nullish(),
  task_type: z.string().nullish(),
  auto_mapping: z.looseObject({ base_model_class: z.string().nullish() })
    .nullish(),
  r: z.int().positive().default(8),
  lora_alpha: z.number().positive().default(8),
  lora_dropout: z.number().min(0).lt(1).default(0),
  use_rslora: z.boolean().nullish(),
  rank_pattern: perModule,
  alpha_pattern: perModule,
  layers_to_transform: z.union([z.int(), z.array(z.int())]).nullish(),
  modules_to_save: z.array(z.string().min(1)).nullish(),
  fan_in_fan_out: z.boolean().nullish(),
  bias: z.literal("none").default("none"),
  init_lora_weights: initial,
  use_dora: off,
  use_qalora: off,
  lora_bias: off,
  target_parameters: none,
  trainable_token_indices: none,
  layer_replication: none,
  alora_invocation_tokens: none,
  arrow_config: none,
  use_bdlora: off,
  lora_ga_config: none,
  monteclora_config: none,
  velora_config: none,
});

/** What a LoRA's `adapter_config.json` says, as far as it is read. */
export type PeftConfig = Readonly<z.infer<typeof schema>>;

/**
 * Checks the contents of PEFT's `adapter_config.json`.
 *
 * @param value The parsed file.
 * @param path Path of the file, for errors.
 * @throws {Failure} If it is no LoRA, or a variant with other mathematics.
 */
export function parsePeftConfig(value: unknown, path: string): PeftConfig {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  throw inputError(`Cannot use "${path}": ${mismatch(value, error)}`);
}

/**
 * Rank of a module, and alpha as if its scaling were alpha / r.
 *
 * @param config The configuration.
 * @param module Name of the module in the model.
 * @param path Path of the file, for errors.
 * @throws {Failure} If a pattern cannot be tried on the name.
 * @see Kalajdzievski 2023, arXiv:2312.03732, for alpha / sqrt(r)
 */
export function statedRank(
  { r, lora_alpha, rank_pattern, alpha_pattern, use_rslora }: PeftConfig,
  module: string,
  path: string,
): ModuleRank {
  const rank = patternValue(rank_pattern ?? {}, module, path) ?? r;
  const alpha = patternValue(alpha_pattern ?? {}, module, path) ?? lora_alpha;
  return { r: rank, alpha: use_rslora ? alpha * Math.sqrt(rank) : alpha };
}

/**
 * What PEFT writes for a LoRA of its default kind.
 *
 * @param keys What is not by default.
 */
export function plainPeftConfig(
  keys: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return {
    alpha_pattern: {},
    auto_mapping: null,
    base_model_name_or_path: null,
    bias: "none",
    fan_in_fan_out: false,
    inference_mode: true,
    init_lora_weights: true,
    layers_pattern: null,
    layers_to_transform: null,
    lora_bias: false,
    lora_dropout: 0,
    modules_to_save: null,
    peft_type: "LORA",
    rank_pattern: {},
    revision: null,
    task_type: null,
    use_dora: false,
    use_rslora: false,
    ...keys,
  };
}
