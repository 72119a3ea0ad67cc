import {
  deepStrictEqual,
  notDeepStrictEqual,
  throws,
} from "node:assert/strict";
import {
  budgetBatches,
  type Encoded,
  pack,
  shuffledBatches,
} from "../../lib/text/batches.ts";

/** An encoded example of some length; its label and ids follow its index. */
function encoded(index: number, length: number): Encoded {
  const ids = Array.from({ length }, (_, i) => 100 * index + i);
  return { ids, types: ids.map((_, i) => i % 2), label: index % 3, index };
}

Deno.test("pack() puts sequences end to end", () => {
  deepStrictEqual(
    pack([encoded(4, 3), encoded(1, 1), encoded(2, 2)], { firstPosition: 2 }),
    {
      ids: Uint32Array.of(400, 401, 402, 100, 200, 201),
      positions: Uint32Array.of(2, 3, 4, 2, 2, 3),
      types: Uint32Array.of(0, 1, 0, 0, 0, 1),
      offsets: Uint32Array.of(0, 3, 4, 6),
      labels: Uint32Array.of(1, 1, 2),
      indices: Uint32Array.of(4, 1, 2),
    },
  );
});

Deno.test("pack() of nothing has one offset", () => {
  const batch = pack([], { firstPosition: 0 });
  deepStrictEqual(batch.offsets, Uint32Array.of(0));
  deepStrictEqual(batch.ids.length, 0);
});

Deno.test("shuffledBatches() holds every index once, the last batch short", () => {
  const batches = shuffledBatches(10, { size: 4, seed: 1, epoch: 0 });
  deepStrictEqual(batches.map((batch) => batch.length), [4, 4, 2]);
  deepStrictEqual(batches.flat().toSorted((a, b) => a - b), [
    ...Array(10).keys(),
  ]);
});

Deno.test("shuffledBatches() has one order for each seed and epoch", () => {
  const order = (seed: number, epoch: number) =>
    shuffledBatches(50, { size: 50, seed, epoch });
  deepStrictEqual(order(1, 2), order(1, 2));
  notDeepStrictEqual(order(1, 2), order(1, 3));
  notDeepStrictEqual(order(1, 2), order(2, 2));
});

Deno.test("shuffledBatches() keeps the order if told not to shuffle", () => {
  deepStrictEqual(
    shuffledBatches(5, { size: 2, seed: 1, epoch: 0, shuffle: false }),
    [[0, 1], [2, 3], [4]],
  );
});

Deno.test("shuffledBatches() throws on a size of 0", () => {
  throws(
    () => shuffledBatches(5, { size: 0, seed: 1, epoch: 0 }),
    new RangeError(
      "Cannot make batches: size is 0, expected a whole number from 1",
    ),
  );
});

Deno.test("budgetBatches() fills batches with the longest first", () => {
  const lengths = [2, 9, 4, 4, 1, 12];
  const batches = budgetBatches(lengths.map((n, i) => encoded(i, n)), {
    tokens: 10,
  });
  deepStrictEqual(
    batches.map((batch) => batch.map(({ index }) => index)),
    [[5], [1], [2, 3, 0], [4]],
  );
});

Deno.test("budgetBatches() throws on a budget of half a token", () => {
  throws(
    () => budgetBatches([], { tokens: 0.5 }),
    new RangeError(
      "Cannot make batches: tokens is 0.5, expected a whole number from 1",
    ),
  );
});
