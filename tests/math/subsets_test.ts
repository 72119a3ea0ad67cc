import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import {
  allSubsets,
  combinations,
  maskOf,
  namesOf,
  subsetsContaining,
} from "../../lib/math/subsets.ts";

const NAMES = ["ag", "rct", "sst2", "wiki"];

Deno.test("combinations() are in lexicographic order of the places", () => {
  deepStrictEqual(combinations([0, 1, 2, 3], 2), [
    [0, 1],
    [0, 2],
    [0, 3],
    [1, 2],
    [1, 3],
    [2, 3],
  ]);
});

Deno.test("combinations() of none and of all are one each", () => {
  deepStrictEqual(combinations(NAMES, 0), [[]]);
  deepStrictEqual(combinations(NAMES, 4), [NAMES]);
  deepStrictEqual(combinations([], 0), [[]]);
});

Deno.test("combinations() of thirteen are all there and all different", () => {
  const items = Array.from({ length: 13 }, (_, i) => i);
  // The row of Pascal's triangle; 8191 mixtures in all.
  const counts = [13, 78, 286, 715, 1287, 1716, 1716, 1287, 715, 286, 78, 13];
  counts.forEach((count, i) => {
    const found = combinations(items, i + 1);
    strictEqual(found.length, count);
    strictEqual(new Set(found.map(String)).size, count);
  });
});

Deno.test("combinations() throws if there are not as many items", () => {
  for (const k of [-1, 5, 1.5]) {
    throws(
      () => combinations(NAMES, k),
      new RangeError(
        `Cannot choose items: k is ${k}, expected a whole number from 0 to 4`,
      ),
    );
  }
});

Deno.test("subsetsContaining() keeps the choices that hold the item", () => {
  for (const k of [1, 2, 3, 4]) {
    const expected = combinations(NAMES, k).filter((s) => s.includes("rct"));
    deepStrictEqual(subsetsContaining(NAMES, "rct", k), expected);
  }
});

Deno.test("subsetsContaining() keeps the items' order", () => {
  deepStrictEqual(subsetsContaining(NAMES, "rct", 2), [
    ["ag", "rct"],
    ["rct", "sst2"],
    ["rct", "wiki"],
  ]);
});

Deno.test("subsetsContaining() throws if the item is unknown", () => {
  throws(
    () => subsetsContaining(NAMES, "imdb", 2),
    new RangeError(
      'Cannot choose items with "imdb": it is not among them, expected one of ag, rct, sst2, wiki',
    ),
  );
});

Deno.test("allSubsets() lists small subsets first, then by place", () => {
  deepStrictEqual(allSubsets(3), [
    0b001,
    0b010,
    0b100,
    0b011,
    0b101,
    0b110,
    0b111,
  ]);
  deepStrictEqual(allSubsets(0), []);
});

Deno.test("allSubsets() of thirteen holds every mask once", () => {
  const masks = allSubsets(13).toSorted((a, b) => a - b);
  deepStrictEqual(masks, Array.from({ length: 8191 }, (_, i) => i + 1));
});

Deno.test("allSubsets() throws if the masks would not fit in memory", () => {
  throws(
    () => allSubsets(25),
    new RangeError(
      "Cannot list subsets: n is 25, expected a whole number from 0 to 24",
    ),
  );
});

Deno.test("maskOf() and namesOf() undo each other", () => {
  strictEqual(maskOf(["wiki", "ag"], NAMES), 0b1001);
  deepStrictEqual(namesOf(0b1001, NAMES), ["ag", "wiki"]);
  for (const mask of allSubsets(4)) {
    strictEqual(maskOf(namesOf(mask, NAMES), NAMES), mask);
  }
});

Deno.test("namesOf() throws if the mask goes beyond the items", () => {
  throws(
    () => namesOf(16, NAMES),
    new RangeError(
      "Cannot name the subset: its mask is 16, expected a whole number from 0 to 15",
    ),
  );
});

Deno.test("maskOf() throws if an item is unknown or there twice", () => {
  throws(
    () => maskOf(["ag", "imdb"], NAMES),
    new RangeError(
      'Cannot mask "imdb": it is unknown, expected different ones of ag, rct, sst2, wiki',
    ),
  );
  throws(
    () => maskOf(["ag", "ag"], NAMES),
    new RangeError(
      'Cannot mask "ag": it is there twice, expected different ones of ag, rct, sst2, wiki',
    ),
  );
});
