import { deepStrictEqual, match, throws } from "node:assert/strict";
import { renderSvg } from "../../lib/figure/save.ts";
import { similarityHeatmap } from "../../lib/figure/similarity_heatmap.ts";
import { compiled } from "./compiled.ts";

const words = { encoder: "tiny", about: "of two documents" };
const rows = [
  { row: "ag", column: "ag", value: 1 },
  { row: "ag", column: "rct", value: 0.712345 },
  { row: "rct", column: "ag", value: 0.712345 },
  { row: "rct", column: "rct", value: 1 },
];

Deno.test("similarityHeatmap() names the encoder and writes cosines", async () => {
  const [cells] = compiled(similarityHeatmap(rows, words));
  deepStrictEqual(cells?.[1], { row: "ag", column: "rct", value: 0.7123 });
  const svg = await renderSvg(similarityHeatmap(rows, words));
  match(svg, />Similarity of data sets to the encoder tiny</);
  match(svg, />of two documents</);
  match(svg, />0\.71</);
});

Deno.test("similarityHeatmap() has a scale for negative and for equal cosines", () => {
  for (const value of [-0.5, 1]) {
    compiled(similarityHeatmap([{ row: "a", column: "b", value }], words));
  }
});

Deno.test("similarityHeatmap() refuses to draw nothing", () => {
  throws(
    () => similarityHeatmap([], words),
    new RangeError("Cannot draw a heat map: 0 cells, expected some"),
  );
});
