import {
  deepStrictEqual,
  notDeepStrictEqual,
  strictEqual,
} from "node:assert/strict";
import type { Encoded } from "../../lib/text/batches.ts";
import { type Batching, stepBatches } from "../../lib/train/batching.ts";
import type { StepBatches } from "../../lib/train/fit.ts";

/** Examples of 3 tokens, then 4, 5, 6, 3...; each token is the example's number. */
const encoded = Array.from({ length: 10 }, (_, index): Encoded => {
  const ids = Array(3 + index % 4).fill(index);
  return { ids, types: ids.map(() => 0), label: index % 2, index };
});

const dealt = (changes: Partial<Batching> = {}, perEpoch = 3) =>
  stepBatches(encoded, { perEpoch }, {
    batchSize: 4,
    accumulation: 1,
    shuffle: true,
    seed: 1,
    firstPosition: 2,
    tokenBudget: 1000,
    ...changes,
  });

/** Examples of a step: by batch, and by part of a batch. */
const examplesOf = (step: StepBatches) =>
  step.map((batch) => batch.map(({ indices }) => [...indices]));

Deno.test("stepBatches() deals each example once an epoch, in a new order each time", () => {
  const deal = dealt();
  const epochs = [0, 1].map((epoch) =>
    [0, 1, 2].flatMap((i) => examplesOf(deal(3 * epoch + i))).flat(2)
  );
  for (const epoch of epochs) {
    deepStrictEqual(
      epoch.toSorted((a, b) => a - b),
      encoded.map((_, i) => i),
    );
  }
  notDeepStrictEqual(epochs[0], epochs[1]);
});

Deno.test("stepBatches() gives the same batches when it is asked again", () => {
  const deal = dealt();
  const before = [4, 0, 5].map((step) => examplesOf(deal(step)));
  deepStrictEqual([4, 0, 5].map((step) => examplesOf(deal(step))), before);
  deepStrictEqual([4, 0, 5].map((step) => examplesOf(dealt()(step))), before);
  notDeepStrictEqual(examplesOf(dealt({ seed: 2 })(0)), before[1]);
});

Deno.test("stepBatches() keeps the order if it is not to shuffle", () => {
  const deal = dealt({ shuffle: false });
  deepStrictEqual([0, 1, 2, 3].map((step) => examplesOf(deal(step))), [
    [[[0, 1, 2, 3]]],
    [[[4, 5, 6, 7]]],
    [[[8, 9]]],
    [[[0, 1, 2, 3]]],
  ]);
});

Deno.test("stepBatches() gives a step as many batches as are accumulated", () => {
  const deal = dealt({ shuffle: false, accumulation: 2 }, 2);
  deepStrictEqual([0, 1, 2].map((step) => examplesOf(deal(step))), [
    [[[0, 1, 2, 3]], [[4, 5, 6, 7]]],
    [[[8, 9]]],
    [[[0, 1, 2, 3]], [[4, 5, 6, 7]]],
  ]);
});

Deno.test("stepBatches() cuts batches at the token budget", () => {
  // Lengths 3, 4, 5, 6; a longer example than the budget is alone.
  const cut = (tokenBudget: number) =>
    examplesOf(dealt({ shuffle: false, tokenBudget })(0));
  deepStrictEqual(cut(18), [[[0, 1, 2, 3]]]);
  deepStrictEqual(cut(17), [[[0, 1, 2], [3]]]);
  deepStrictEqual(cut(7), [[[0, 1], [2], [3]]]);
  deepStrictEqual(cut(1), [[[0], [1], [2], [3]]]);
});

Deno.test("stepBatches() packs tokens, positions and labels", () => {
  const [[part] = []] = dealt({ shuffle: false, batchSize: 2 }, 5)(0);
  deepStrictEqual([...part!.ids], [0, 0, 0, 1, 1, 1, 1]);
  deepStrictEqual([...part!.positions], [2, 3, 4, 2, 3, 4, 5]);
  deepStrictEqual([...part!.labels], [0, 1]);
  strictEqual(part!.offsets.at(-1), 7);
});
