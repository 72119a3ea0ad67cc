import { deepStrictEqual, ok } from "node:assert/strict";
import { spreadLabels } from "../../lib/figure/spread_labels.ts";

Deno.test("spreadLabels() leaves labels that are far enough apart", () => {
  deepStrictEqual(spreadLabels([30, 10, 20], 10), [30, 10, 20]);
});

Deno.test("spreadLabels() centres a block on the places of its labels", () => {
  deepStrictEqual(spreadLabels([10, 10], 4), [8, 12]);
  deepStrictEqual(spreadLabels([50, 10, 12, 11], 3), [50, 8, 14, 11]);
});

Deno.test("spreadLabels() keeps order and gap when blocks push others", () => {
  const places = [0, 1, 1, 2, 5, 5, 5, 9];
  const spread = spreadLabels(places, 2);
  spread.slice(1).forEach((place, i) => ok(place - spread[i]! >= 2 - 1e-9));
});
