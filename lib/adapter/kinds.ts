/**
 * The kinds of adapter that can be made by name, as AdapterHub presets.
 *
 * @module
 */
import type { AdapterConfig, BottleneckConfig } from "./config.ts";

/** Sizes that a preset is made for. */
export interface Sizes {
  /** Features of a token in the encoder. */
  hidden: number;
  /** Features in the adapter's middle; the rank, for LoRA. */
  width: number;
  /** Numerator of LoRA's scaling, alpha / rank; 8 if absent. */
  alpha?: number;
}

/** A kind of adapter: what its configuration is, given the sizes. */
export type Kind = (sizes: Sizes) => AdapterConfig;

/** What Houlsby's and Pfeiffer's presets have in common. */
const shared = {
  original_ln_after: true,
  residual_before_ln: true,
  adapter_residual_before_ln: false,
  ln_before: false,
  ln_after: false,
  init_weights: "bert",
  is_parallel: false,
  scaling: 1,
  use_gating: false,
  inv_adapter: null,
  inv_adapter_reduction_factor: null,
  cross_adapter: false,
  leave_out: [],
  dropout: 0,
  phm_layer: false,
  stochastic_depth: 0,
} as const satisfies Partial<BottleneckConfig>;

/**
 * The factor whose bottleneck has this width. A quotient that is not whole is
 * made a little smaller: rounded up, it would give one feature less.
 */
function reductionFactor(hidden: number, width: number): number {
  return hidden % width === 0
    ? hidden / width
    : (Math.ceil(1e4 * hidden / width) - 1) / 1e4;
}

/** Every kind of adapter, by the name that options and rows use. */
export const kinds = {
  /** After the feed-forward sublayer; Pfeiffer et al. 2021, arXiv:2005.00247. */
  pfeiffer: ({ hidden, width }) => ({
    ...shared,
    leave_out: [],
    mh_adapter: false,
    output_adapter: true,
    reduction_factor: reductionFactor(hidden, width),
    non_linearity: "relu",
    original_ln_before: true,
  }),
  /** After both sublayers; Houlsby et al. 2019, arXiv:1902.00751. */
  houlsby: ({ hidden, width }) => ({
    ...shared,
    leave_out: [],
    mh_adapter: true,
    output_adapter: true,
    reduction_factor: reductionFactor(hidden, width),
    non_linearity: "swish",
    original_ln_before: false,
  }),
  /** Beside the feed-forward sublayer; He et al. 2022, arXiv:2110.04366. */
  parallel: ({ hidden, width }) => ({
    ...shared,
    leave_out: [],
    mh_adapter: false,
    output_adapter: true,
    reduction_factor: reductionFactor(hidden, width),
    non_linearity: "relu",
    original_ln_before: false,
    init_weights: "mam_adapter",
    is_parallel: true,
    scaling: 4,
  }),
  /** Beside query and value; Hu et al. 2022, arXiv:2106.09685. */
  lora: ({ width, alpha = 8 }) => ({
    architecture: "lora",
    selfattn_lora: true,
    intermediate_lora: false,
    output_lora: false,
    leave_out: [],
    r: width,
    alpha,
    dropout: 0,
    attn_matrices: ["q", "v"],
    composition_mode: "add",
    init_weights: "lora",
    use_gating: false,
    use_dora: false,
    vera_d: null,
    vera_b: null,
  }),
} satisfies Record<string, Kind>;

/** Name of a kind of adapter. */
export type KindName = keyof typeof kinds;

/** Names of all kinds. */
export const kindNames = Object.keys(kinds) as [KindName, ...KindName[]];

/**
 * Features that a bottleneck of a kind usually has: hidden size over AdapterHub's
 * reduction factor, rounded up.
 *
 * @param kind Kind of adapter.
 * @param hidden Features of a token in the encoder.
 */
export function usualWidth(kind: KindName, hidden: number): number {
  return Math.ceil(hidden / (kind === "parallel" ? 2 : 16));
}

/** The kind whose places a configuration has. */
export function kindOf(config: AdapterConfig): KindName {
  if ("r" in config) return "lora";
  if (config.is_parallel) return "parallel";
  return config.mh_adapter ? "houlsby" : "pfeiffer";
}
