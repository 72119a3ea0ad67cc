import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import {
  sparseMixture,
  sparseSizes,
  sparsityName,
} from "../../lib/figure/sparse_mixture.ts";
import { compiled } from "./compiled.ts";
import { accuracy } from "./study.ts";

const rows = [
  accuracy("a", "a+b", 0.25, { sparsity: 0.8 }),
  accuracy("a", "a+c", 0.75, { sparsity: 0.8 }),
  accuracy("a", "a", 1),
  accuracy("a", "a+b", 0.5),
  accuracy("a", "a", 0.5, { sparsity: 0.99 }),
];

Deno.test("sparseSizes() takes only sparsities that were mixed", () => {
  deepStrictEqual(sparseSizes(rows), [
    { k: 1, series: "dense", low: 100, mean: 100, high: 100 },
    { k: 2, series: "dense", low: 50, mean: 50, high: 50 },
    { k: 2, series: "80% sparse", low: 25, mean: 50, high: 75 },
  ]);
});

Deno.test("sparseMixture() draws every size of every sparsity", () => {
  deepStrictEqual(compiled(sparseMixture(rows)), [sparseSizes(rows)]);
});

Deno.test("sparseMixture() refuses single adapters", () => {
  throws(
    () => sparseMixture([accuracy("a", "a", 1)]),
    new RangeError("Cannot draw sparse mixtures: 0 sizes, expected some"),
  );
});

Deno.test("sparsityName() keeps a decimal that matters", () => {
  strictEqual(sparsityName(0), "dense");
  strictEqual(sparsityName(0.8), "80% sparse");
  strictEqual(sparsityName(0.995), "99.5% sparse");
});
