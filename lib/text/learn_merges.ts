/** A word of the training text as the pieces that it is cut into so far. */
export interface Word {
  pieces: string[];
  count: number;
}

/** Two pieces that become one. */
export type Merge = readonly [left: string, right: string];

/**
 * Learns which neighbouring pieces to join, most frequent pair first.
 *
 * Among equally frequent pairs the first in code unit order is taken, so that the
 * result does not depend on the order of the words.
 *
 * @param words Words with their counts, without spaces; their pieces are joined
 * in place.
 * @param limit Most merges to learn; fewer come when no pair occurs twice.
 * @returns The merges, in the order in which they apply.
 * @see Sennrich et al. 2016, arXiv:1508.07909, algorithm 1
 */
export function learnMerges(words: readonly Word[], limit: number): Merge[] {
  const merges: Merge[] = [];
  const counts = new Map<string, number>();
  for (const word of words) countPairs(word, counts, word.count);
  while (merges.length < limit) {
    const best = mostFrequent(counts);
    if (best === undefined) break;
    const [left, right] = best.split(" ") as [string, string];
    for (const word of words) {
      const pieces = merged(word.pieces, left, right);
      if (pieces.length === word.pieces.length) continue;
      countPairs(word, counts, -word.count);
      word.pieces = pieces;
      countPairs(word, counts, word.count);
    }
    merges.push([left, right]);
  }
  return merges;
}

/** Adds a word's neighbouring pieces to the counts; no piece has a space. */
function countPairs(
  { pieces }: Word,
  counts: Map<string, number>,
  times: number,
) {
  for (let i = 1; i < pieces.length; i++) {
    const pair = `${pieces[i - 1]} ${pieces[i]}`;
    counts.set(pair, (counts.get(pair) ?? 0) + times);
  }
}

/** The most frequent pair, if one occurs at least twice. */
function mostFrequent(counts: ReadonlyMap<string, number>): string | undefined {
  let best: string | undefined;
  let most = 2;
  for (const [pair, count] of counts) {
    if (count > most || (count === most && (!best || pair < best))) {
      [best, most] = [pair, count];
    }
  }
  return best;
}

/** The pieces with each left and right neighbour made one, from the left. */
function merged(
  pieces: readonly string[],
  left: string,
  right: string,
): string[] {
  const result: string[] = [];
  for (let i = 0; i < pieces.length; i++) {
    const both = pieces[i] === left && pieces[i + 1] === right;
    result.push(both ? left + right : pieces[i]!);
    if (both) i++;
  }
  return result;
}
