/**
 * Shape of an adapter, in AdapterHub's own terms.
 *
 * @module
 */
import { z } from "zod";
import { inputError } from "../io/failure.ts";
import { mismatch } from "../io/mismatch.ts";
import { type ActivationName, activations } from "../model/config.ts";

const activationNames = Object.keys(activations) as [
  ActivationName,
  ...ActivationName[],
];
const layers = z.array(z.int().nonnegative()).default([]);
const off = z.literal(false).default(false);
const none = z.null().default(null);

/** Bottleneck after or beside sublayers: Houlsby, Pfeiffer, parallel and what lies between. */
const bottleneck = z.looseObject({
  mh_adapter: z.boolean(),
  output_adapter: z.boolean(),
  reduction_factor: z.union([
    z.number().positive(),
    z.record(z.string(), z.number().positive()),
  ], "expected a positive number, or one by block"),
  non_linearity: z.enum(activationNames),
  original_ln_before: z.boolean().default(false),
  original_ln_after: z.literal(true).default(true),
  residual_before_ln: z.literal(true).default(true),
  adapter_residual_before_ln: off,
  ln_before: off,
  ln_after: off,
  init_weights: z.enum(["bert", "mam_adapter", "houlsby"]).default("bert"),
  is_parallel: z.boolean().default(false),
  scaling: z.number().default(1),
  use_gating: off,
  inv_adapter: none,
  // Until version 1 of the library, these two were one.
  invertible_adapter: z.null().optional(),
  cross_adapter: off,
  phm_layer: off,
  leave_out: layers,
  dropout: z.number().min(0).lt(1).default(0),
  stochastic_depth: z.literal(0).default(0),
});

/** Low-rank update of attention projections. */
const lora = z.looseObject({
  architecture: z.literal("lora"),
  selfattn_lora: z.literal(true).default(true),
  intermediate_lora: off,
  output_lora: off,
  leave_out: layers,
  r: z.int().positive(),
  alpha: z.number().positive(),
  dropout: z.number().min(0).lt(1).default(0),
  attn_matrices: z.array(z.enum(["q", "k", "v"])).default(["q", "v"]),
  composition_mode: z.literal("add").default("add"),
  init_weights: z.enum(["lora", "bert"]).default("lora"),
  use_gating: off,
  use_dora: off,
  vera_d: none,
  vera_b: none,
});

/** A LoRA as files of AdapterHub state it: there, `modules` has no meaning. */
const withoutModules = lora.transform(({ modules: _, ...config }) => config);

/** Shape of a bottleneck adapter, under AdapterHub's names. */
export type BottleneckConfig = Readonly<z.infer<typeof bottleneck>>;

/** Rank of a LoRA at one module, and the numerator of its scaling, alpha / r. */
export interface ModuleRank {
  readonly r: number;
  readonly alpha: number;
}

/** Shape of a LoRA adapter, under AdapterHub's names. */
export type LoraConfig = Readonly<z.infer<typeof lora>> & {
  /**
   * Rank and alpha of each module, where AdapterHub's terms do not tell them: on
   * other modules than attention projections, or not the same everywhere. Then
   * `attn_matrices` is empty, and `r` and `alpha` are what most modules have.
   */
  readonly modules?: Readonly<Record<string, ModuleRank>>;
};

/** Shape of an adapter. */
export type AdapterConfig = BottleneckConfig | LoraConfig;

/** Whether the adapter is a LoRA. */
export function isLora(config: AdapterConfig): config is LoraConfig {
  return "architecture" in config && config.architecture === "lora";
}

/**
 * Checks the `config` part of an `adapter_config.json`.
 *
 * Keys that do not change the mathematics are kept as they are; a key that
 * does, and whose value is not supported, is refused by name.
 *
 * @param value The parsed part.
 * @param path Path of the file, for errors.
 * @throws {Failure} If a key is missing or has a value that is not supported.
 */
export function parseAdapterConfig(
  value: unknown,
  path: string,
): AdapterConfig {
  const { architecture = null } = (value ?? {}) as { architecture?: unknown };
  if (architecture !== null && architecture !== "lora") {
    throw inputError(
      `Cannot use "${path}": its architecture is ${
        JSON.stringify(architecture)
      }, expected a bottleneck adapter or "lora"`,
    );
  }
  const parsed = architecture === "lora"
    ? withoutModules.safeParse(value)
    : bottleneck.safeParse(value);
  if (parsed.success) return parsed.data;
  throw inputError(
    `Cannot use the config of "${path}": ${mismatch(value, parsed.error)}`,
  );
}

/**
 * Features in the middle of a bottleneck: hidden size over reduction factor,
 * rounded down as Python's `//` does, whose quotient is exact.
 *
 * @param config Shape of the adapter.
 * @param hidden Features of a token in the encoder.
 * @param block Number of the block, as the factor may differ between blocks.
 * @throws {Failure} If the factors are by block and this one has none.
 * @see AdapterHub adapters 1.2.0, `methods/bottleneck.py`
 */
export function bottleneckWidth(
  { reduction_factor: factor }: BottleneckConfig,
  hidden: number,
  block: number,
): number {
  const own = typeof factor === "number"
    ? factor
    : factor[block] ?? factor["default"];
  if (own === undefined) {
    throw inputError(
      `Cannot use an adapter: its reduction_factor has no entry for block ${block}, expected one or a "default"`,
    );
  }
  return Math.round((hidden - hidden % own) / own);
}
