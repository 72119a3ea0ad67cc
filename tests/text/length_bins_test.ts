import { deepStrictEqual, ok } from "node:assert/strict";
import { lengthBins } from "../../lib/text/length_bins.ts";

Deno.test("lengthBins() end at every power of two and once between", () => {
  const lengths = [4, 5, 6, 7, 8, 128, 127, 181, 182];
  const bins = lengthBins(lengths).filter(({ count }) => count > 0);
  deepStrictEqual(bins, [
    { from: 4, to: 6, count: 2 },
    { from: 6, to: 8, count: 2 },
    { from: 8, to: 12, count: 1 },
    { from: 91, to: 128, count: 1 },
    { from: 128, to: 182, count: 2 },
    { from: 182, to: 256, count: 1 },
  ]);
});

Deno.test("lengthBins() are without gaps and hold every length once", () => {
  const lengths = Array.from({ length: 2000 }, (_, i) => i);
  const bins = lengthBins(lengths);
  bins.slice(1).forEach(({ from }, i) => deepStrictEqual(from, bins[i]!.to));
  for (const { from, to, count } of bins.slice(1, -1)) {
    deepStrictEqual(count, to - from);
  }
  deepStrictEqual(bins.reduce((sum, { count }) => sum + count, 0), 2000);
  ok(bins.some(({ to }) => to === 512));
});

Deno.test("lengthBins() of nothing are none", () => {
  deepStrictEqual(lengthBins([]), []);
});
