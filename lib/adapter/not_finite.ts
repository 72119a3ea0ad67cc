import type { Weights } from "../io/safetensors.ts";

/**
 * The first number of some weights that is infinite or no number at all.
 *
 * @param weights The weights.
 * @returns The name of its tensor and the number; nothing if all are finite.
 */
export function notFinite(
  weights: Weights,
): { readonly name: string; readonly value: number } | undefined {
  for (const [name, { data }] of weights) {
    for (let i = 0; i < data.length; i++) {
      const value = data[i]!;
      if (!Number.isFinite(value)) return { name, value };
    }
  }
  return undefined;
}
