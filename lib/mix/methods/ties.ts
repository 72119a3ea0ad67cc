import type { Weights } from "../../io/safetensors.ts";
import { byTensor, type Numbers } from "../tensors.ts";
import { electSigns, meanOfElected, type SignRule } from "./elect.ts";
import { trimmed, type TrimOptions } from "./magnitude_prune.ts";

/** How signs are elected, besides what is kept. */
export interface TiesOptions extends TrimOptions {
  /** Whether the sum or the number of signs elects; the sum by default. */
  readonly signs?: SignRule | undefined;
}

/**
 * TIES as PEFT merges: trims each tensor, elects signs, averages what agrees.
 *
 * Votes are of the trimmed values without their coefficients; where they cancel,
 * plus is elected. The mean is over the adapters that agree, so that coefficients
 * of 1 are the usual ones. The authors' own rule is `tiesGlobal()`.
 *
 * @param adapters The adapters' weights, of the same names and shapes.
 * @param options Coefficients, density and sign rule.
 * @throws {Failure} If the adapters do not have the same tensors.
 * @see PEFT, `utils/merge_utils.py`, `ties`; Yadav et al. 2023, arXiv:2306.01708
 */
export function ties(
  adapters: readonly Weights[],
  { coefficients, density, signs }: TiesOptions,
): Weights {
  return byTensor(
    adapters,
    (parts) => merge(trimmed(parts, density), coefficients, signs),
  );
}

/**
 * Elects signs, plus where the votes cancel, and averages what agrees.
 *
 * @param vectors What is left of each adapter, of one length.
 * @param coefficients A number for each.
 * @param rule How signs are elected.
 */
export function merge(
  vectors: readonly Numbers[],
  coefficients: readonly number[],
  rule: SignRule = "total",
): Numbers {
  const signs = electSigns(vectors, rule).map((sign) => sign || 1);
  return meanOfElected(vectors, signs, coefficients);
}
