import { deepStrictEqual, strictEqual } from "node:assert/strict";
import {
  comparison,
  equalSpans,
  percent,
  percentDomain,
  percentText,
  pointsText,
  quality,
  shareText,
} from "../../lib/figure/percent.ts";

Deno.test("percent() rounds to two decimals", () => {
  strictEqual(percent(0.123456), 12.35);
  strictEqual(percent(1), 100);
});

Deno.test("fractions read as percents, shares and points", () => {
  strictEqual(percentText(0.9), "90.0%");
  strictEqual(shareText(0.9), "90%");
  strictEqual(shareText(0.995), "99.5%");
  strictEqual(pointsText(-0.025), "2.5 points");
  strictEqual(pointsText(0.01), "1.0 point");
});

Deno.test("comparison() says which side is better, or that none is", () => {
  strictEqual(comparison(0.025, quality), "2.5 points better than");
  strictEqual(comparison(-0.025, quality), "2.5 points worse than");
  strictEqual(comparison(-0.0004, quality), "as good as");
});

Deno.test("percentDomain() holds all values and stays in 0 to 100", () => {
  deepStrictEqual(percentDomain([71, 84]), [70, 85]);
  deepStrictEqual(percentDomain([70, 85]), [65, 90]);
  deepStrictEqual(percentDomain([0, 100]), [0, 100]);
});

Deno.test("equalSpans() gives all panels as many percents around their values", () => {
  const panels = new Map([
    ["wide", [60, 81]],
    ["high", [99, 100]],
    ["low", [0]],
    ["middle", [50, 52]],
  ]);
  deepStrictEqual([...equalSpans(panels)], [
    ["wide", [58, 83]],
    ["high", [75, 100]],
    ["low", [0, 25]],
    ["middle", [39, 64]],
  ]);
});
