import {
  deepStrictEqual,
  notDeepStrictEqual,
  strictEqual,
} from "node:assert/strict";
import { cleanSplits, type Parts } from "../../lib/text/clean_splits.ts";
import type { Example } from "../../lib/text/dataset.ts";

const many = (name: string, count: number): Example[] =>
  Array.from({ length: count }, (_, i) => ({
    text: `${name} ${i}`,
    label: i % 2,
  }));

const split = (parts: Parts, seed = 42) => cleanSplits(parts, { seed });
const texts = (of: readonly Example[]) => of.map(({ text }) => text);
const sizes = (parts: Parts) => {
  const { train, validation, test } = split(parts);
  return [train.length, validation.length, test.length];
};

Deno.test("cleanSplits() draws a tenth each for validation and test", () => {
  deepStrictEqual(sizes({ train: many("a", 200) }), [162, 18, 20]);
  const { train, validation, test } = split({ train: many("a", 200) });
  strictEqual(new Set([...train, ...validation, ...test]).size, 200);
  for (const part of [validation, test]) {
    const ones = part.filter(({ label }) => label === 1).length;
    strictEqual(ones, part.length / 2);
  }
});

Deno.test("cleanSplits() leaves a test file as it is", () => {
  const test = many("b", 30);
  deepStrictEqual(sizes({ train: many("a", 100), test }), [90, 10, 30]);
  strictEqual(split({ train: many("a", 100), test }).test, test);
});

Deno.test("cleanSplits() takes a text out of all splits but one", () => {
  const parts = {
    train: [...many("a", 50), ...many("b", 5), ...many("c", 5)],
    validation: [...many("b", 10), ...many("c", 10)],
    test: many("c", 20),
  };
  const { train, validation, test } = split(parts);
  deepStrictEqual(texts(test), texts(parts.test));
  deepStrictEqual(texts(validation), texts(many("b", 10)));
  deepStrictEqual(texts(train), texts(many("a", 50)));
});

Deno.test("cleanSplits() counts texts that occur often once before it draws a test", () => {
  const train = Array.from({ length: 9 }, () => many("a", 40)).flat();
  deepStrictEqual(sizes({ train }), [32, 4, 4]);
});

Deno.test("cleanSplits() keeps texts that occur often on one side", () => {
  const train = Array.from({ length: 9 }, () => many("a", 40)).flat();
  const { train: kept, validation } = split({ train, test: many("b", 1) });
  const held = new Set(texts(validation));
  strictEqual(texts(kept).some((text) => held.has(text)), false);
});

Deno.test("cleanSplits() draws by the seed", () => {
  const parts = { train: many("a", 100) };
  deepStrictEqual(split(parts), split(parts));
  notDeepStrictEqual(split(parts).test, split(parts, 1).test);
});
