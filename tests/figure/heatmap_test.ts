import { deepStrictEqual, throws } from "node:assert/strict";
import { heatmap } from "../../lib/figure/heatmap.ts";
import { compiled } from "./compiled.ts";

const options = { title: "t", legend: "l" };

Deno.test("heatmap() keeps the cells and compiles without a word", () => {
  const cells = [
    { row: "mnli", column: "rte", value: 12.5 },
    { row: "rte", column: "mnli", value: 12.5 },
  ];
  deepStrictEqual(compiled(heatmap(cells, options)), [cells]);
});

Deno.test("heatmap() of zeros has a colour scale", () => {
  compiled(heatmap([{ row: "a", column: "a", value: 0 }], options));
});

Deno.test("heatmap() refuses to draw nothing", () => {
  throws(
    () => heatmap([], options),
    new RangeError("Cannot draw a heat map: 0 cells, expected some"),
  );
});
