import { deepStrictEqual, throws } from "node:assert/strict";
import { lossCurves } from "../../lib/figure/loss_curves.ts";
import type { LossRow } from "../../lib/figure/rows.ts";
import { compiled } from "./compiled.ts";

const loss = (target: string, step: number, value: number): LossRow => (
  { metric: "loss", target, step, value }
);

Deno.test("lossCurves() sorts short curves and keeps each point", () => {
  const rows = [loss("b", 2, 0.5), loss("b", 1, 1), loss("a", 1, 2)];
  deepStrictEqual(compiled(lossCurves(rows))[0], [
    { target: "b", seed: 0, step: 1, value: 1 },
    { target: "b", seed: 0, step: 2, value: 0.5 },
    { target: "a", seed: 0, step: 1, value: 2 },
  ]);
});

Deno.test("lossCurves() draws long curves as means of stretches", () => {
  const rows = Array.from({ length: 301 }, (_, i) => loss("a", i, i % 4));
  const [points] = compiled(lossCurves(rows));
  deepStrictEqual(points?.length, 76);
  deepStrictEqual(points?.[0], { target: "a", seed: 0, step: 2, value: 1.5 });
  deepStrictEqual(points?.at(-1), {
    target: "a",
    seed: 0,
    step: 300,
    value: 0,
  });
});

Deno.test("lossCurves() refuses to draw nothing", () => {
  throws(
    () => lossCurves([]),
    new RangeError("Cannot draw losses: 0 rows, expected some"),
  );
});
