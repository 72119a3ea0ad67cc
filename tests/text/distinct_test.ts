import { deepStrictEqual } from "node:assert/strict";
import { distinct, without } from "../../lib/text/distinct.ts";

const split = ["a b", "c", " a b", "d", "c"].map((text, label) => ({
  text,
  label,
}));

const labels = (of: { label: number }[]) => of.map(({ label }) => label);

Deno.test("distinct() keeps the first example of each text", () => {
  deepStrictEqual(labels(distinct(split)), [0, 1, 3]);
});

Deno.test("without() drops what others have, and nothing else", () => {
  deepStrictEqual(labels(without(split, [{ text: "a  b", label: 9 }])), [
    1,
    3,
    4,
  ]);
  deepStrictEqual(labels(without(split, [])), [0, 1, 2, 3, 4]);
});
