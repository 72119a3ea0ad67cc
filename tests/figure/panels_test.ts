import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { panels } from "../../lib/figure/panels.ts";
import { renderSvg } from "../../lib/figure/save.ts";
import { frame } from "../../lib/figure/theme.ts";

const names = (count: number) =>
  Array.from({ length: count }, (_, i) => `panel ${i}`);

Deno.test("panels() fills its rows as evenly as four columns allow", () => {
  const columns = [1, 2, 3, 4, 5, 6, 7, 8, 9, 13].map((count) =>
    panels("of", names(count)).facets.columns
  );
  deepStrictEqual(columns, [1, 2, 3, 4, 3, 3, 4, 4, 3, 4]);
});

Deno.test("panels() are narrower where there are four in a row", () => {
  deepStrictEqual(
    [3, 4, 5].map((count) => panels("of", names(count)).width),
    [240, 185, 240],
  );
});

Deno.test("panels() have an axis each, and none where there is no panel", async () => {
  const { facets, width } = panels("of", names(5));
  const svg = await renderSvg({
    ...frame,
    data: { values: names(5).map((of) => ({ of, x: 1, y: 1 })) },
    ...facets,
    spec: {
      width,
      height: 40,
      mark: "point",
      encoding: {
        x: { field: "x", type: "quantitative", title: "below" },
        y: { field: "y", type: "quantitative" },
      },
    },
  });
  strictEqual(svg.split(">below<").length - 1, 5);
});
