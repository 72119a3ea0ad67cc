import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { fsdHeatmap } from "../../lib/figure/fsd_heatmap.ts";
import { renderSvg, saveFigure } from "../../lib/figure/save.ts";
import { study } from "./study.ts";

Deno.test("renderSvg() draws the same text each time", async () => {
  const spec = fsdHeatmap(study());
  const svg = await renderSvg(spec);
  match(svg, /^<svg .*id="gradient_0".*<\/svg>$/s);
  strictEqual(await renderSvg(spec), svg);
});

Deno.test("saveFigure() writes the source and the picture", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const spec = fsdHeatmap(study());
    const svg = await saveFigure(`${folder}/figures/fsd`, spec);
    const read = (name: string) =>
      Deno.readTextFile(`${folder}/figures/${name}`);
    strictEqual(await read("fsd.svg"), svg);
    deepStrictEqual(JSON.parse(await read("fsd.vl.json")), spec);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
