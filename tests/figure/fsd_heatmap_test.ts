import { deepStrictEqual, throws } from "node:assert/strict";
import { fsdHeatmap, fsdPairs } from "../../lib/figure/fsd_heatmap.ts";
import { compiled } from "./compiled.ts";
import { fsd, study } from "./study.ts";

Deno.test("fsdPairs() fills in the pairs that were measured one way", () => {
  deepStrictEqual(
    fsdPairs([fsd("b", "a", 0.25), fsd("b", "b", 0)], "trained"),
    [
      { row: "b", column: "b", value: 0 },
      { row: "b", column: "a", value: 0.25 },
      { row: "a", column: "b", value: 0.25 },
    ],
  );
});

Deno.test("fsdPairs() averages over seeds and keeps states apart", () => {
  const rows = [
    fsd("a", "b", 0.25, { seed: 1 }),
    fsd("a", "b", 0.75, { seed: 2 }),
    fsd("a", "b", 0, { state: "untrained" }),
    fsd("a", "b", 0.125, { metric: "fsd_nonzero" }),
  ];
  const values = (pairs: { value: number }[]) => pairs.map((one) => one.value);
  deepStrictEqual(values(fsdPairs(rows, "trained")), [0.5, 0.5]);
  deepStrictEqual(values(fsdPairs(rows, "untrained")), [0, 0]);
  deepStrictEqual(values(fsdPairs(rows, "trained", "fsd_nonzero")), [
    0.125,
    0.125,
  ]);
});

Deno.test("fsdHeatmap() draws percents of all pairs", () => {
  const [cells] = compiled(fsdHeatmap(study()));
  deepStrictEqual(cells?.slice(0, 3), [
    { row: "news", column: "news", value: 0 },
    { row: "news", column: "law", value: 5 },
    { row: "news", column: "jokes", value: 6 },
  ]);
  deepStrictEqual(cells?.length, 9);
});

Deno.test("fsdHeatmap() refuses a state that was not measured", () => {
  throws(
    () => fsdHeatmap([fsd("a", "b", 0.1)], "untrained"),
    new RangeError("Cannot draw a heat map: 0 cells, expected some"),
  );
});
