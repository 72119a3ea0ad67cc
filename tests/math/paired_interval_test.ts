import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import {
  meanEstimate,
  pairedInterval,
} from "../../lib/math/paired_interval.ts";

const Z = 1.96;

/** Whether two numbers differ by rounding alone. */
const near = (a: number, b: number) => ok(Math.abs(a - b) < 1e-9, `${a}, ${b}`);

Deno.test("pairedInterval() of classifiers that never disagree is z^2 / (n + z^2) wide", () => {
  const { value, low, high } = pairedInterval(0, 0, 100);
  strictEqual(value, 0);
  near(high, Z ** 2 / (100 + Z ** 2));
  near(low, -high);
});

Deno.test("pairedInterval() holds zero exactly where McNemar's test finds nothing", () => {
  for (let losses = 0; losses < 20; losses++) {
    for (let wins = losses; wins < 40; wins++) {
      if (wins === 0) continue;
      const different = (wins - losses) / Math.sqrt(wins + losses) > Z;
      strictEqual(pairedInterval(wins, losses, 90).low > 0, different);
    }
  }
});

Deno.test("pairedInterval() turns round with its arguments and ends at 1", () => {
  const { value, low, high } = pairedInterval(3, 11, 50);
  const turned = pairedInterval(11, 3, 50);
  near(value, -turned.value);
  near(low, -turned.high);
  near(high, -turned.low);
  strictEqual(pairedInterval(50, 0, 50).high, 1);
  strictEqual(pairedInterval(0, 50, 50).low, -1);
});

Deno.test("pairedInterval() refuses counts that do not fit", () => {
  throws(
    () => pairedInterval(3, 3, 5),
    new RangeError(
      "Cannot bound the difference: 3 wins and 3 losses of 5, expected whole numbers that fit",
    ),
  );
});

Deno.test("meanEstimate() of one estimate is itself, of four alike half as wide", () => {
  const one = { value: 0.25, low: 0, high: 0.375 };
  deepStrictEqual(meanEstimate([one]), one);
  deepStrictEqual(
    meanEstimate([one, one, one, one]),
    { value: 0.25, low: 0.125, high: 0.3125 },
  );
  throws(
    () => meanEstimate([]),
    new RangeError("Cannot take the mean: 0 estimates, expected some"),
  );
});
