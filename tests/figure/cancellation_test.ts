import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import {
  cancellation,
  cancellationPoints,
  unrelatedShare,
} from "../../lib/figure/cancellation.ts";
import { renderSvg } from "../../lib/figure/save.ts";
import { cancelled } from "./cancellations.ts";
import { compiled } from "./compiled.ts";

Deno.test("cancellationPoints() are means over mixtures, dense before sparse", () => {
  const rows = [
    cancelled("a+b", 0.1, { sparsity: 0.9 }),
    cancelled("a+b+c", 0.5),
    cancelled("a+b", 0.2),
    cancelled("b+c", 0.4),
    cancelled("b+c", 0.6, { seed: 7 }),
    cancelled("a+b", 0.3, { state: "learned" }),
  ];
  deepStrictEqual(
    cancellationPoints(rows).map(({ series, k, value }) =>
      `${series} ${k} ${value.toFixed(2)}`
    ),
    ["trained 2 0.40", "learned 2 0.30", "trained 3 0.50", "90% sparse 2 0.10"],
  );
  deepStrictEqual(cancellationPoints([]), []);
});

Deno.test("unrelatedShare() of one adapter is nothing, of four half", () => {
  deepStrictEqual([1, 4].map(unrelatedShare), [0, 0.5]);
});

Deno.test("cancellation() draws percents, and once what unrelated weights would lose", async () => {
  const points = cancellationPoints([
    cancelled("a", 0),
    cancelled("a+b", 0.25),
    cancelled("a+b", 0.5, { state: "learned" }),
  ]);
  const spec = cancellation(points);
  deepStrictEqual(compiled(spec)[0], [
    { k: 1, series: "trained", value: 0 },
    { k: 2, series: "trained", value: 25 },
    { k: 2, series: "learned", value: 50 },
    { k: 1, series: "unrelated", value: 0 },
    { k: 2, series: "unrelated", value: 29.29 },
  ]);
  const svg = await renderSvg(spec);
  ok(svg.includes(">learned</text>"));
  strictEqual(svg.split("5,3").length - 1, 1, "one dashed line");
});

Deno.test("cancellation() refuses to draw nothing", () => {
  throws(
    () => cancellation([]),
    new RangeError("Cannot draw what cancels: 0 points, expected some"),
  );
});
