import { ok, strictEqual } from "node:assert/strict";
import { depthTable } from "../../lib/figure/depth_table.ts";
import { accuracy, everyMixture, study } from "./study.ts";

Deno.test("depthTable() compares numbers of pruned blocks", () => {
  const names = ["a", "b", "c"];
  const html = depthTable([
    ...everyMixture(names, (k) => 1 - 0.1 * k),
    ...everyMixture(names, (k) => 0.9 - 0.1 * k, { sparsity: 0.8 }),
    ...everyMixture(names, (k) => 0.8 - 0.1 * k, { sparsity: 0.8, layers: 1 }),
  ])!;
  const cells = html.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");
  ok(cells.includes("dense none 80.0 80.0 70.0"), cells);
  ok(
    cells.includes(
      "80% sparse 1 60.0 60.0 50.0 80% sparse all 70.0 70.0 60.0",
    ),
    cells,
  );
});

Deno.test("depthTable() is silent where all blocks were pruned", () => {
  strictEqual(depthTable(study()), null);
  strictEqual(depthTable([accuracy("a", "a", 0.9)]), null);
});
