/**
 * What a mixing method is.
 *
 * @module
 */
import type { Weights } from "../io/safetensors.ts";
import type { Gpu } from "../gpu/gpu.ts";
import type { AdapterConfig } from "../adapter/config.ts";
import type { UsualCoefficients } from "./coefficients.ts";
import type { PruneOptions } from "./prune.ts";

/** Adapters of one shape that are mixed. */
export interface Members {
  /** Their weights, without heads, of the same names and shapes. */
  readonly adapters: readonly Weights[];
  /** Shape of all of them. */
  readonly config: AdapterConfig;
}

/** The adapter that comes out of a mixing. */
export interface Mixture {
  readonly weights: Weights;
  /** Its shape; not the members' own where the rank or the scaling changed. */
  readonly config: AdapterConfig;
  /** Places of the adapters that it is made of, where the method chose; all if absent. */
  readonly members?: readonly number[];
}

/** What a method may be told; each reads what concerns it. */
export interface MethodOptions extends Partial<PruneOptions> {
  /** How much each adapter counts; each method says what is usual. */
  readonly coefficients?: readonly number[] | undefined;
  /** Share of the weights that is kept, 0 to 1; or `sparsity`, what is removed. */
  readonly density?: number | undefined;
  /** Whether a LoRA is mixed by its factors or by their product; factors by default. */
  readonly space?: "factors" | "delta" | undefined;
  /** Blocks that `sparse` prunes; all by default. */
  readonly layers?: number | undefined;
  /** Whether the sum or the number of signs elects; the sum by default. */
  readonly signs?: "total" | "frequency" | undefined;
  /** What the merged task vector is multiplied with; 1 by default. */
  readonly lambda?: number | undefined;
  /** Where the task vectors start; zero by default. */
  readonly reference?: Weights | undefined;
  /** Seed of what is drawn; 42 by default. */
  readonly seed?: number | undefined;
  /** Fisher information of each adapter's weights, of their names and shapes. */
  readonly fisher?: readonly Weights[] | undefined;
  /** Gram matrices of the inputs of each adapter's maps, by the maps' names. */
  readonly grams?: readonly Weights[] | undefined;
  /** Accuracy of an adapter on validation data, 0 to 1. */
  readonly judge?: ((weights: Weights) => Promise<number>) | undefined;
  /** How near each adapter's domain is to the target's. */
  readonly nearness?: readonly number[] | undefined;
  /** What `nearness` says: a mean cosine, or a share of the target's texts. */
  readonly selection?: "similarity" | "clustering" | undefined;
}

/** Options with everything filled in that has a usual value. */
export interface TensorOptions extends MethodOptions {
  readonly coefficients: readonly number[];
  readonly density: number;
  readonly sparsity: number;
}

/** Mixes named tensors, whatever they are. */
export type TensorMethod = (
  gpu: Gpu,
  adapters: readonly Weights[],
  options: TensorOptions,
) => Weights | Promise<Weights>;

/** Chooses adapters; gives their places, in the order in which they are mixed. */
export type Choose = (
  gpu: Gpu,
  adapters: readonly Weights[],
  options: TensorOptions,
) => readonly number[] | Promise<readonly number[]>;

/** Options that some methods read and others would leave unread. */
export type Reads =
  | "space"
  | "layers"
  | "signs"
  | "lambda"
  | "reference"
  | "seed"
  | "selection";

/** A way of mixing adapters. */
export interface Method {
  /** Coefficients of the members where none are given. */
  readonly coefficients: UsualCoefficients;
  /** Density where none is given; absent if the method removes nothing. */
  readonly density?: number;
  /** Options that it reads besides coefficients and density. */
  readonly reads?: readonly Reads[];
  /** What it has to be told besides the adapters; nothing if absent. */
  readonly needs?: "fisher" | "grams" | "judge" | "nearness";
  /** Mixes; fails with a Failure where it does not suit the members. */
  mix(gpu: Gpu, members: Members, options: TensorOptions): Promise<Mixture>;
}
