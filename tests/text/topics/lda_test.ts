import { deepStrictEqual, ok, throws } from "node:assert/strict";
import { random } from "../../../lib/math/random.ts";
import { drawTopicWords, lda } from "../../../lib/text/topics/lda.ts";
import type { WordCounts } from "../../../lib/text/topics/word_counts.ts";
import { assertClose } from "../../check.ts";

/** What scikit-learn made of the same counts; see tests/fixtures/lda.py. */
interface Reference {
  counts: number[][];
  /** [topics, words] */
  start: number[][];
  perplexities: number[];
  word_shares: number[][];
  document_shares: number[][];
}

const path = new URL("../../fixtures/lda.json", import.meta.url);
const reference: Reference = JSON.parse(await Deno.readTextFile(path));

/** Counts of a dense table, [documents][words]. */
function sparse(table: readonly number[][]): WordCounts {
  const entries = table.map((row) =>
    row.flatMap((count, id) => count > 0 ? [{ id, count }] : [])
  );
  const flat = entries.flat();
  let end = 0;
  return {
    words: table[0]!.map((_, id) => `w${id}`),
    offsets: Uint32Array.from([0, ...entries.map((row) => end += row.length)]),
    ids: Uint32Array.from(flat, ({ id }) => id),
    counts: Uint32Array.from(flat, ({ count }) => count),
  };
}

Deno.test("lda() finds what scikit-learn finds from the same start", () => {
  const { counts, start } = reference;
  const found = lda(sparse(counts), {
    topics: 3,
    passes: 4,
    start: Float64Array.from(
      start[0]!.flatMap((_, id) => start.map((row) => row[id]!)),
    ),
  });
  // Its digamma function is right to about 1e-8.
  const close = (what: string, actual: ArrayLike<number>, table: number[][]) =>
    assertClose(actual, table.flat(), { tolerance: 1e-7, what });
  close("word share", found.wordShares, reference.word_shares);
  close("document share", found.documentShares, reference.document_shares);
  close("perplexity", found.perplexities, [reference.perplexities]);
});

Deno.test("lda() makes the words less surprising with each pass", () => {
  const counts = sparse(reference.counts);
  const start = drawTopicWords(random(3, "topics"), counts.words.length, 4);
  const { perplexities } = lda(counts, { topics: 4, passes: 12, start });
  deepStrictEqual(perplexities.length, 13);
  perplexities.slice(1).forEach((after, pass) =>
    ok(after <= perplexities[pass]! * (1 + 1e-3), `pass ${pass}: ${after}`)
  );
  ok(perplexities[12]! < 0.7 * perplexities[0]!);
});

Deno.test("lda() shares add to one, in empty documents too", () => {
  const counts = sparse([[2, 0, 1], [0, 0, 0], [0, 3, 0]]);
  const start = drawTopicWords(random(1, "topics"), 3, 2);
  const { wordShares, documentShares } = lda(counts, { topics: 2, start });
  const sum = (row: Float64Array) => row.reduce((total, v) => total + v, 0);
  for (const k of [0, 1]) {
    assertClose([sum(wordShares.subarray(3 * k, 3 * k + 3))], [1], {
      tolerance: 1e-12,
      what: `topic ${k}`,
    });
  }
  for (const d of [0, 1, 2]) {
    assertClose([sum(documentShares.subarray(2 * d, 2 * d + 2))], [1], {
      tolerance: 1e-12,
      what: `document ${d}`,
    });
  }
  deepStrictEqual([...documentShares.subarray(2, 4)], [0.5, 0.5]);
});

Deno.test("lda() refuses documents without words", () => {
  throws(
    () => lda(sparse([[0, 0]]), { topics: 2, start: new Float64Array(4) }),
    new RangeError("Cannot find topics: there are 0 words, expected some"),
  );
});
