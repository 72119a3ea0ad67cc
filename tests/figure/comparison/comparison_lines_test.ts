import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { comparisonLines } from "../../../lib/figure/comparison/comparison_lines.ts";
import { comparisonRows } from "./compared.ts";

Deno.test("comparisonLines() orders methods by their mean, those without one last", () => {
  const lines = comparisonLines(comparisonRows());
  deepStrictEqual(
    lines.map(({ method, value }) => [method, value && value.toFixed(2)]),
    [["single", "0.80"], ["ties", "0.75"], ["average", "0.55"], ["soup", null]],
  );
});

Deno.test("comparisonLines() means differences over targets and bounds them", () => {
  const [, ties, average, soup] = comparisonLines(comparisonRows());
  strictEqual(ties!.average!.value, 0.2);
  ok(ties!.average!.low > 0.1 && ties!.average!.high < 0.3);
  strictEqual(average!.average, null);
  ok(average!.single!.high < 0);
  deepStrictEqual([soup!.average, soup!.single], [null, null]);
});

Deno.test("comparisonLines() tells where a method is its own adapter, and its settings", () => {
  const [, ties] = comparisonLines(comparisonRows());
  deepStrictEqual(
    ties!.cells.map(({ target, gain, chosen, asSingle }) => ({
      target,
      gain,
      chosen,
      asSingle,
    })),
    [
      { target: "law", gain: 0.2, chosen: ["density 0.2"], asSingle: false },
      { target: "news", gain: 0.2, chosen: ["density 0.5"], asSingle: true },
    ],
  );
});
