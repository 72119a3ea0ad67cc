import { ok, strictEqual } from "node:assert/strict";
import { scopeTable } from "../../lib/figure/scope_table.ts";
import { accuracy, study } from "./study.ts";

Deno.test("scopeTable() compares the scopes at each sparsity", () => {
  const of = (target: string, value: number, scope: string, sparsity: number) =>
    accuracy(target, target, value, { scope, sparsity });
  const html = scopeTable([
    accuracy("a", "a", 0.9),
    of("a", 0.8, "tensor", 0.5),
    of("b", 0.6, "tensor", 0.5),
    of("a", 0.5, "global", 0.5),
    of("a", 0.4, "tensor", 0.9),
  ])!;
  const cells = html.replaceAll(/<[^>]+>/g, "|").replaceAll(/[|\n]+/g, "|");
  ok(cells.includes("|in each tensor|in the whole adapter|"), cells);
  ok(cells.includes("|50%|70.0|50.0|90%|40.0|"), cells);
});

Deno.test("scopeTable() of one scope has nothing to compare", () => {
  strictEqual(scopeTable(study()), null);
});
