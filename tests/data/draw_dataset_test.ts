import {
  deepStrictEqual,
  notDeepStrictEqual,
  strictEqual,
  throws,
} from "node:assert/strict";
import type { Domain } from "../../data/domains/domain.ts";
import { drawDataset, pickLabel } from "../../data/draw_dataset.ts";
import { random } from "../../lib/math/random.ts";

/** A domain of 200 texts: a class and one of a hundred numbers. */
const domain: Domain = {
  about: "Whether a number has a plus or a minus before it",
  labels: ["minus", "plus"],
  shares: [0.5, 0.5],
  write: (label, random) => ({
    text: `${label === 0 ? "-" : "+"}${random.integer(100)}`,
  }),
};

const draw = (options: Parameters<typeof drawDataset>[1]) =>
  drawDataset({ name: "signs", domain }, options);

const sizes = { train: 60, validation: 20, test: 40 };

Deno.test("drawDataset() repeats no text, even when it takes all there are", () => {
  const { train, validation, test } = draw({ seed: 1, ...sizes, train: 140 });
  const texts = [train, validation, test].flat().map(({ text }) => text);
  strictEqual(new Set(texts).size, 200);
});

Deno.test("drawDataset() is the same for the same seed", () => {
  deepStrictEqual(draw({ seed: 1, ...sizes }), draw({ seed: 1, ...sizes }));
  notDeepStrictEqual(
    draw({ seed: 1, ...sizes }).test,
    draw({ seed: 2, ...sizes }).test,
  );
});

Deno.test("drawDataset() keeps test and validation when train grows", () => {
  const small = draw({ seed: 1, ...sizes });
  const large = draw({ seed: 1, ...sizes, train: 90 });
  deepStrictEqual(small.test, large.test);
  deepStrictEqual(small.validation, large.validation);
  deepStrictEqual(small.train, large.train.slice(0, 60));
});

Deno.test("drawDataset() throws when the domain has no more texts", () => {
  throws(
    () => draw({ seed: 1, ...sizes, train: 141 }),
    new RangeError(
      'Cannot make domain "signs": it has hardly more than 200 texts, expected smaller splits',
    ),
  );
});

Deno.test("pickLabel() picks as often as the shares say", () => {
  const stream = random(1, "test");
  const counts = [0, 0, 0];
  for (let i = 0; i < 1000; i++) counts[pickLabel([0.2, 0, 0.8], stream)]!++;
  strictEqual(counts[1], 0);
  // Four standard deviations around 200 are 50.
  strictEqual(Math.abs(counts[0]! - 200) < 50, true);
});
