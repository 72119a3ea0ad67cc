import { deepStrictEqual, throws } from "node:assert/strict";
import { singleAccuracy, singles } from "../../lib/figure/single_accuracy.ts";
import { compiled } from "./compiled.ts";
import { accuracy } from "./study.ts";

const rows = [
  accuracy("b", "b", 0.5, { low: 0.25, high: 0.75 }),
  accuracy("b", "b", 1, { low: 0.75, high: 1, seed: 43 }),
  accuracy("a", "a", 0.5, { low: 0.25, high: 0.75 }),
  accuracy("a", "a+b", 0.25),
];
const majority = {
  metric: "majority",
  target: "b",
  value: 0.5,
  count: 10,
} as const;

Deno.test("singles() averages over seeds and joins majorities", () => {
  deepStrictEqual(singles([majority], rows), [
    { target: "b", value: 0.75, low: 0.5, high: 0.875, majority: 0.5 },
    { target: "a", value: 0.5, low: 0.25, high: 0.75 },
  ]);
});

Deno.test("singleAccuracy() draws percents, in the order given", () => {
  deepStrictEqual(compiled(singleAccuracy([majority], rows))[0], [
    {
      target: "b",
      value: 75,
      low: 50,
      high: 87.5,
      majority: 50,
      label: "75.0",
    },
    {
      target: "a",
      value: 50,
      low: 25,
      high: 75,
      majority: null,
      label: "50.0",
    },
  ]);
});

Deno.test("singleAccuracy() refuses to draw nothing", () => {
  throws(
    () => singleAccuracy([majority], []),
    new RangeError("Cannot draw single adapters: 0 rows, expected some"),
  );
});
