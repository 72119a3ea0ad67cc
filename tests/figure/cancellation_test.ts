import { deepStrictEqual, throws } from "node:assert/strict";
import { cancellation } from "../../lib/figure/cancellation.ts";
import { compiled } from "./compiled.ts";

const options = { tensor: "down", sparsity: 0.5 };
const first = { name: "a", dense: [2, -1], pruned: [2, 0] };
const second = { name: "b", dense: [-1, -3], pruned: [0, -3] };

Deno.test("cancellation() averages both, dense and pruned, and marks signs", () => {
  const [bars] = compiled(cancellation(first, second, options));
  const of = (state: string, adapter: string) =>
    bars!.filter((bar) => bar["state"] === state && bar["adapter"] === adapter)
      .map(({ value, series }) => [value, series === "opposite signs"]);
  deepStrictEqual(of("dense", "a"), [[2, true], [-1, false]]);
  deepStrictEqual(of("dense", "average"), [[0.5, true], [-2, false]]);
  deepStrictEqual(of("50% pruned", "average"), [[1, false], [-1.5, false]]);
});

Deno.test("cancellation() refuses weights of different sizes", () => {
  throws(
    () => cancellation(first, { ...second, pruned: [1] }, options),
    new RangeError(
      "Cannot compare weights: there are 2 and 1, " +
        "expected equally many, at least one",
    ),
  );
});
