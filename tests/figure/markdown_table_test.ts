import { strictEqual } from "node:assert/strict";
import { markdownTable } from "../../lib/figure/markdown_table.ts";

Deno.test("markdownTable() keeps bars inside of their cells", () => {
  strictEqual(
    markdownTable(["a", "b"], [["1", "x|y"], ["", "2"]]),
    "| a | b |\n| --- | --- |\n| 1 | x\\|y |\n|  | 2 |",
  );
});
