/**
 * Which weights of an adapter stay, whatever they are judged by.
 *
 * @module
 */
import { inputError } from "../io/failure.ts";
import type { HostTensor, Weights } from "../io/safetensors.ts";
import { notFinite } from "../adapter/not_finite.ts";
import { expectSparsity, groupOf, type PruneScope } from "./prune.ts";
import { asOneVector, type Numbers } from "./tensors.ts";

/** How many weights go, and where from. */
export interface MaskOptions {
  /** Share of the weights to remove, 0 to 1. */
  readonly sparsity: number;
  /** What scores are compared within; "tensor" by default. */
  readonly scope?: PruneScope;
  /** Weights to remove from each tensor, in place of the share. */
  readonly removals?: ReadonlyMap<string, number>;
}

/**
 * Chooses the weights with the highest scores.
 *
 * Of n weights that are compared with each other, exactly floor(sparsity * n) are
 * removed; of equal scores, those that come first, in tensors sorted by name. By
 * magnitudes this is what `prune()` does on the GPU.
 *
 * @param scores What each weight is worth, in the tensors that are pruned.
 * @param options How many weights go, and where from.
 * @returns 1 for each weight that stays and 0 for the others, under the same names.
 * @throws {Failure} If the sparsity is not from 0 to 1, or if a score is no number.
 */
export function maskOf(
  scores: Weights,
  { sparsity, scope = "tensor", removals }: MaskOptions,
): Weights {
  expectSparsity(sparsity);
  expectNumbers(scores);
  const groups = Map.groupBy(
    scores,
    ([name]) => removals ? name : groupOf(name, scope),
  );
  return new Map(
    [...groups].flatMap(([group, tensors]) => [
      ...asOneVector([new Map(tensors)], ([vector]) => {
        const count = removals?.get(group) ??
          Math.floor(sparsity * vector!.length);
        return withoutLeast(vector!, count);
      }),
    ]),
  );
}

/**
 * Sets the weights that a mask removes to zero.
 *
 * @param weights The weights.
 * @param mask From {@linkcode maskOf}; tensors that it does not name stay.
 * @returns The weights; what is kept is kept bit for bit.
 */
export function masked(weights: Weights, mask: Weights): Weights {
  return new Map(
    [...weights].map(([name, tensor]): [string, HostTensor] => {
      const kept = mask.get(name)?.data;
      if (!kept) return [name, tensor];
      const data = tensor.data.map((value, i) => kept[i] === 0 ? 0 : value);
      return [name, { ...tensor, data }];
    }),
  );
}

/** Zeros in place of so many of the lowest scores, ones in place of the others. */
function withoutLeast(scores: Numbers, count: number): Numbers {
  const mask = new Float32Array(scores.length).fill(1);
  if (count === 0) return mask;
  const last = scores.toSorted()[count - 1]!; // the highest score that goes
  let lower = 0;
  for (const score of scores) if (score < last) lower++;
  let equal = count - lower;
  scores.forEach((score, i) => {
    if (score < last || (score === last && equal-- > 0)) mask[i] = 0;
  });
  return mask;
}

function expectNumbers(scores: Weights): void {
  const wrong = notFinite(scores);
  if (!wrong) return;
  throw inputError(
    `Cannot prune an adapter: a score in "${wrong.name}" is ${wrong.value}, expected finite numbers`,
  );
}
