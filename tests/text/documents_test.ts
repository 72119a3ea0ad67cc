import {
  deepStrictEqual,
  notDeepStrictEqual,
  strictEqual,
} from "node:assert/strict";
import { documentsOf, drawDocuments } from "../../lib/text/documents.ts";

const split = Array.from({ length: 20 }, (_, i) => ({
  text: `text ${i}`,
  ...(i % 2 === 0 && { pair: i === 4 ? " " : `pair ${i}` }),
  label: 0,
}));

Deno.test("documentsOf() are the texts, both of a pair, none that is empty", () => {
  deepStrictEqual(documentsOf(split.slice(2, 5)), [
    "text 2",
    "pair 2",
    "text 3",
    "text 4",
  ]);
});

Deno.test("drawDocuments() draws each once, and the same for the same seed", () => {
  const draw = (seed: number) => drawDocuments(split, { count: 12, seed });
  strictEqual(new Set(draw(1)).size, 12);
  deepStrictEqual(draw(1), draw(1));
  notDeepStrictEqual(draw(1), draw(2));
});

Deno.test("drawDocuments() gives all if no more are there, or for 0", () => {
  const all = documentsOf(split);
  deepStrictEqual(drawDocuments(split, { count: 0, seed: 1 }), all);
  deepStrictEqual(drawDocuments(split, { count: 29, seed: 1 }), all);
});
