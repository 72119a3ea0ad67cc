import {
  deepStrictEqual,
  notDeepStrictEqual,
  throws,
} from "node:assert/strict";
import type { Example } from "../../lib/text/dataset.ts";
import { holdOut } from "../../lib/text/hold_out.ts";

/** Thirty examples of class 0, ten of class 1, one of class 2. */
const examples: Example[] = Array.from({ length: 41 }, (_, i) => ({
  text: `text ${i}`,
  label: i < 30 ? 0 : i < 40 ? 1 : 2,
}));

const count = (of: Example[], label: number) =>
  of.filter((example) => example.label === label).length;

Deno.test("holdOut() takes the same share of every class", () => {
  const { kept, held } = holdOut(examples, { share: 0.1, seed: 1 });
  deepStrictEqual([0, 1, 2].map((label) => count(held, label)), [3, 1, 0]);
  deepStrictEqual([0, 1, 2].map((label) => count(kept, label)), [27, 9, 1]);
});

Deno.test("holdOut() loses and repeats nothing and keeps the order", () => {
  const { kept, held } = holdOut(examples, { share: 0.5, seed: 1 });
  const place = (example: Example) => examples.indexOf(example);
  const ascending = (a: number, b: number) => a - b;
  for (const part of [kept, held]) {
    deepStrictEqual(part.map(place), part.map(place).toSorted(ascending));
  }
  deepStrictEqual(
    [...kept, ...held].map(place).toSorted(ascending),
    [...examples.keys()],
  );
});

Deno.test("holdOut() chooses by the seed", () => {
  const held = (seed: number) => holdOut(examples, { share: 0.3, seed }).held;
  deepStrictEqual(held(1), held(1));
  notDeepStrictEqual(held(1), held(2));
});

Deno.test("holdOut() throws if the share is a percentage", () => {
  throws(
    () => holdOut(examples, { share: 10, seed: 1 }),
    new RangeError(
      "Cannot hold out examples: share is 10, expected a number from 0 to 1",
    ),
  );
});

Deno.test("holdOut() chooses by the purpose too", () => {
  const held = (name: string) =>
    holdOut(examples, { share: 0.3, seed: 1, name }).held;
  notDeepStrictEqual(held("test"), held("validation"));
});
