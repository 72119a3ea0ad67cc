/**
 * Every way of mixing adapters, by the name that options and rows use.
 *
 * @module
 */
import type { Weights } from "../io/safetensors.ts";
import type { Gpu } from "../gpu/gpu.ts";
import { average } from "./average.ts";
import { sparse, type SparseOptions } from "./sparse.ts";

/** What methods may be told; each reads what concerns it. */
export type MethodOptions = SparseOptions;

/**
 * Mixes adapters into one.
 *
 * Takes the adapters' weights without heads, of the same names and shapes; fails
 * with a Failure if they are not.
 */
export type Method = (
  gpu: Gpu,
  adapters: readonly Weights[],
  options: MethodOptions,
) => Promise<Weights>;

/** The methods. */
export const methods = { average, sparse } satisfies Record<string, Method>;
