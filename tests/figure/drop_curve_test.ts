import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { dropCurve } from "../../lib/figure/drop_curve.ts";
import { renderSvg } from "../../lib/figure/save.ts";
import { compiled } from "./compiled.ts";
import { accuracy } from "./study.ts";

/** One target, whose mixtures lose so many points each, give or take two. */
const losing = (...losses: number[]) => [
  accuracy("a", "a", 0.9),
  ...losses.map((loss, i) =>
    accuracy("a", ["a", "b", "c", "d"].slice(0, i + 2).join("+"), 0.5, {
      gain: -loss / 100,
      gain_low: -(loss + 2) / 100,
      gain_high: -(loss - 2) / 100,
    })
  ),
];

Deno.test("dropCurve() has a point a size with its interval", () => {
  const spec = dropCurve([{ name: "", rows: losing(1, 4, 5) }])!;
  const [points] = compiled(spec);
  deepStrictEqual(
    points!.map(({ k, value, low, high }) => [k, value, low, high]),
    [[2, 1, -1, 3], [3, 4, 2, 6], [4, 5, 3, 7]],
  );
});

Deno.test("dropCurve() has a panel a setting", async () => {
  const svg = await renderSvg(
    dropCurve([
      { name: "pfeiffer", rows: losing(1, 4) },
      { name: "lora", rows: losing(0, 1, 2) },
      { name: "not compared", rows: [accuracy("a", "a", 0.9)] },
    ])!,
  );
  deepStrictEqual(
    ["pfeiffer", "lora", "not compared"].map((name) => svg.includes(name)),
    [true, true, false],
  );
});

Deno.test("dropCurve() is null where no curve can be drawn", () => {
  strictEqual(dropCurve([]), null);
  strictEqual(dropCurve([{ name: "", rows: losing(1) }]), null);
  const rows = [accuracy("a", "a", 0.9), accuracy("a", "a+b", 0.9)];
  strictEqual(dropCurve([{ name: "", rows }]), null);
});
