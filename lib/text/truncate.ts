/**
 * Shortens two sequences to a common budget, taking tokens from the end of the
 * longer one first.
 *
 * Where both have to give, each keeps half; an odd token stays with the first if
 * that was strictly longer, and else with the second. This is what Hugging
 * Face's fast tokenizers do; their slow ones favour the first.
 *
 * @param first Length of the first sequence, in tokens.
 * @param second Length of the second sequence, in tokens; 0 if there is none.
 * @param budget Tokens that may remain of both, 0 or more.
 * @returns How many tokens to keep of the first and of the second.
 * @see huggingface/tokenizers, tokenizers/src/utils/truncation.rs, LongestFirst
 */
export function keptLengths(
  first: number,
  second: number,
  budget: number,
): [first: number, second: number] {
  if (first + second <= budget) return [first, second];
  const half = Math.floor(budget / 2);
  if (Math.min(first, second) <= half) {
    return first > second ? [budget - second, second] : [first, budget - first];
  }
  return first > second ? [budget - half, half] : [half, budget - half];
}
