import { deepStrictEqual, match, throws } from "node:assert/strict";
import { heatmap, heatmapPanels } from "../../lib/figure/heatmap.ts";
import { renderSvg } from "../../lib/figure/save.ts";
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

Deno.test("heatmapPanels() puts several on one scale of colours", () => {
  const panels = [0.5, 40].map((value) => ({
    name: `up to ${value}`,
    cells: [{ row: "a", column: "b", value }],
  }));
  const spec = heatmapPanels(panels, options);
  deepStrictEqual(compiled(spec), panels.map(({ cells }) => cells));
  const text = JSON.stringify(spec);
  deepStrictEqual(text.match(/"domain":\[0,40\]/g)?.length, 2);
});

Deno.test("heatmapPanels() refuses a panel without cells", () => {
  throws(
    () => heatmapPanels([{ name: "a", cells: [] }], options),
    new RangeError("Cannot draw heat maps: 0 cells, expected some"),
  );
});

Deno.test("heatmap() writes values in the asked format, over a scale from the least", async () => {
  const cells = [
    { row: "a", column: "a", value: 1 },
    { row: "a", column: "b", value: 0.834 },
  ];
  const spec = heatmap(cells, { ...options, format: ".2f", least: 0.8 });
  const svg = await renderSvg(spec);
  match(svg, /fill="white"[^>]*>1\.00</);
  match(svg, /fill="black"[^>]*>0\.83</);
});
