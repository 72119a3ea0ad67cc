import { deepStrictEqual, strictEqual } from "node:assert/strict";
import {
  differenceInterval,
  dropBySize,
  dropText,
  meanDrop,
} from "../../lib/figure/drops.ts";
import { assertClose } from "../check.ts";
import { accuracy } from "./study.ts";

/** A mixture with a gain and its interval, in points. */
const mixture = (
  target: string,
  mixed: string,
  [gain, low, high]: readonly [number, number, number],
) =>
  accuracy(target, mixed, 0.5, {
    gain: gain / 100,
    gain_low: low / 100,
    gain_high: high / 100,
  });

const numbers = (estimate: { value: number; low: number; high: number }) => [
  estimate.value,
  estimate.low,
  estimate.high,
];

Deno.test("meanDrop() averages the ends of intervals over the same examples", () => {
  const drop = meanDrop([
    mixture("a", "a+b", [2, -1, 5]),
    mixture("a", "a+c", [-4, -10, 0]),
  ]);
  assertClose(numbers(drop!), [0.01, -0.025, 0.055], {
    tolerance: 1e-12,
    what: "drop",
  });
});

Deno.test("meanDrop() is unknown if a mixture was not compared", () => {
  strictEqual(meanDrop([]), null);
  const compared = mixture("a", "a+b", [2, -1, 5]);
  strictEqual(meanDrop([compared, accuracy("a", "a+c", 0.5)]), null);
});

Deno.test("dropBySize() takes targets as independent of each other", () => {
  const drops = dropBySize([
    accuracy("a", "a", 0.5),
    accuracy("b", "b", 0.5),
    mixture("a", "a+b", [-1, -5.5, 2.5]),
    mixture("b", "a+b", [-3, -6, 0]),
    mixture("a", "a+b+c", [-3, -6, 0]),
    mixture("b", "c", [50, 50, 50]), // without the own adapter
  ]);
  deepStrictEqual([...drops.keys()], [2]);
  assertClose(
    numbers(drops.get(2)!),
    [0.02, 0.02 - Math.hypot(3.5, 3) / 200, 0.02 + Math.hypot(4.5, 3) / 200],
    { tolerance: 1e-12, what: "mean drop" },
  );
});

Deno.test("dropText() and differenceInterval() write points", () => {
  const drop = { value: 0.034, low: -0.01, high: 0.0584 };
  strictEqual(dropText(drop), "3.4\u00a0[\u22121.0,\u00a05.8]");
  strictEqual(dropText({ value: -0.0001 }), "0.0");
  strictEqual(
    differenceInterval(drop),
    ", 95% paired interval \u22121.0 to 5.8",
  );
  strictEqual(
    differenceInterval(drop, 0.01),
    ", 95% paired interval \u22125.8 to 1.0",
  );
  strictEqual(differenceInterval(undefined), "");
});
