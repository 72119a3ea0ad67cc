import { deepStrictEqual, throws } from "node:assert/strict";
import {
  sparsityCurve,
  sparsityPoints,
} from "../../lib/figure/sparsity_curve.ts";
import { compiled } from "./compiled.ts";
import { accuracy } from "./study.ts";

const rows = [
  accuracy("a", "a", 0.5, { sparsity: 0.9 }),
  accuracy("a", "a", 0.75, { sparsity: 0.9, seed: 43 }),
  accuracy("a", "a", 1),
  accuracy("b", "b", 0.5),
  accuracy("b", "a+b", 0.25),
];

Deno.test("sparsityPoints() averages over seeds, by rising sparsity", () => {
  deepStrictEqual(sparsityPoints(rows), [
    { target: "a", sparsity: 0, value: 1 },
    { target: "a", sparsity: 0.9, value: 0.625 },
    { target: "b", sparsity: 0, value: 0.5 },
  ]);
});

Deno.test("sparsityCurve() takes the mean where every target is known", () => {
  const [lines, labels] = compiled(sparsityCurve(rows));
  deepStrictEqual(lines?.filter(({ target }) => target === "mean"), [
    { target: "mean", sparsity: 0, value: 75 },
  ]);
  deepStrictEqual(labels?.map(({ target }) => target), ["a", "b", "mean"]);
});

Deno.test("sparsityCurve() refuses to draw nothing", () => {
  throws(
    () => sparsityCurve([accuracy("a", "a+b", 0.5)]),
    new RangeError("Cannot draw sparsities: 0 points, expected some"),
  );
});
