import {
  deepStrictEqual,
  notDeepStrictEqual,
  strictEqual,
  throws,
} from "node:assert/strict";
import { drawByClass } from "../../lib/text/draw_by_class.ts";

/** Sixty examples of class 0, thirty of class 1, ten of class 2, interleaved. */
const examples = Array.from({ length: 100 }, (_, i) => ({
  text: `text ${i}`,
  label: i % 10 < 6 ? 0 : i % 10 < 9 ? 1 : 2,
}));

const draw = (count: number, seed = 1, name = "test") =>
  drawByClass(examples, { count, seed, name });

const counts = (count: number) =>
  [0, 1, 2].map((label) =>
    draw(count).filter((example) => example.label === label).length
  );

Deno.test("drawByClass() gives exactly so many, by the largest remainders", () => {
  deepStrictEqual(counts(10), [6, 3, 1]);
  // 3.0, 1.5 and 0.5: the first of equal remainders is rounded up.
  deepStrictEqual(counts(5), [3, 2, 0]);
  // 0.6, 0.3 and 0.1
  deepStrictEqual(counts(1), [1, 0, 0]);
  deepStrictEqual(counts(0), [0, 0, 0]);
  for (let count = 0; count <= 100; count++) {
    strictEqual(draw(count).length, count);
  }
});

Deno.test("drawByClass() keeps the order and repeats nothing", () => {
  const places = draw(40).map((example) => examples.indexOf(example));
  deepStrictEqual(places, [...new Set(places)].sort((a, b) => a - b));
});

Deno.test("drawByClass() gives all if there are no more", () => {
  deepStrictEqual(draw(100), examples);
  deepStrictEqual(draw(1000), examples);
});

Deno.test("drawByClass() draws by seed and purpose", () => {
  deepStrictEqual(draw(20), draw(20));
  notDeepStrictEqual(draw(20), draw(20, 2));
  notDeepStrictEqual(draw(20), draw(20, 1, "other"));
});

Deno.test("drawByClass() throws if the count is none", () => {
  for (const count of [-1, 0.5, NaN]) {
    throws(
      () => draw(count),
      new RangeError(
        `Cannot draw examples: count is ${count}, expected a whole number from 0`,
      ),
    );
  }
});
