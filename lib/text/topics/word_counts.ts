/** How often each word is in each document, without the zeros. */
export interface WordCounts {
  /** The words, in alphabetical order. */
  readonly words: readonly string[];
  /** Where each document starts, and where the last one ends, [documents + 1]. */
  readonly offsets: Uint32Array;
  /** Indices of the words of each document, each once, [offsets' last]. */
  readonly ids: Uint32Array;
  /** How often that word is in that document, from 1, [offsets' last]. */
  readonly counts: Uint32Array;
}

/** Options of {@linkcode countWords}. */
export interface CountWordsOptions {
  /** Fewest documents that a word must be in, from 1. @default {1} */
  minDocuments?: number;
}

/**
 * Counts the words of documents.
 *
 * @param documents Words of each document; it may have none.
 * @param options Which words count.
 * @returns The counts; a document keeps its place even if nothing of it is left.
 */
export function countWords(
  documents: readonly (readonly string[])[],
  { minDocuments = 1 }: CountWordsOptions = {},
): WordCounts {
  const tallies = documents.map(tally);
  const found = new Map<string, number>();
  for (const own of tallies) {
    for (const word of own.keys()) found.set(word, (found.get(word) ?? 0) + 1);
  }
  const words = [...found].filter(([, count]) => count >= minDocuments)
    .map(([word]) => word)
    .sort();
  const idOf = new Map(words.map((word, id) => [word, id]));
  const offsets = new Uint32Array(documents.length + 1);
  const ids: number[] = [];
  const counts: number[] = [];
  tallies.forEach((own, i) => {
    for (const [word, count] of own) {
      const id = idOf.get(word);
      if (id === undefined) continue;
      ids.push(id);
      counts.push(count);
    }
    offsets[i + 1] = ids.length;
  });
  return {
    words,
    offsets,
    ids: Uint32Array.from(ids),
    counts: Uint32Array.from(counts),
  };
}

function tally(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
