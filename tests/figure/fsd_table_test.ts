import { deepStrictEqual } from "node:assert/strict";
import { fsdTable } from "../../lib/figure/fsd_table.ts";
import { fsd } from "./study.ts";

Deno.test("fsdTable() has a row a state and part, means over pairs of two", () => {
  const html = fsdTable([
    fsd("a", "b", 0.1),
    fsd("a", "c", 0.3),
    fsd("a", "a", 0),
    fsd("a", "b", 0.4, { metric: "fsd_magnitude" }),
    fsd("a", "b", 0.5, { state: "learned" }),
    fsd("a", "b", 0.25, { part: "block 1" }),
  ]);
  const cells = [...html.matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row = ""]) =>
    row.split(/<[^>]*>/).filter((text) => text !== "").join(" | ")
  );
  deepStrictEqual(cells, [
    "compared | of all weights | by magnitude",
    "trained weights | 20.0 | 40.0",
    "trained weights: block 1 | 25.0",
    "what was learned since the initial weights | 50.0",
  ]);
});
