import { match, strictEqual } from "node:assert/strict";
import { attackName, dropTable } from "../../lib/figure/drop_table.ts";
import { accuracy } from "./study.ts";

/** Text of the cells, row by row. */
function cells(html: string): string[] {
  return html.split("<tr>").slice(2).map((row) =>
    [...row.matchAll(/<t[hd][^>]*>([^<]*)/g)].map(([, text]) => text).join("|")
  );
}

Deno.test("dropTable() subtracts the largest mixture from the single adapter", () => {
  const html = dropTable([
    accuracy("a", "a", 0.9),
    accuracy("a", "a+b", 0.75),
    accuracy("b", "b", 0.8),
    accuracy("b", "a+b", 0.85),
    accuracy("a", "a", 0.5, { attack: "fgsm" }),
  ])!;
  strictEqual(
    cells(html).join("\n"),
    "a|90.0|75.0|15.0|50.0||\nb|80.0|85.0|-5.0|||\nmean|85.0|80.0|5.0|||",
  );
  match(html, /clean, 2 mixed<.*FGSM, alone</s);
});

Deno.test("dropTable() is null without a mixture", () => {
  strictEqual(dropTable([]), null);
  strictEqual(dropTable([accuracy("a", "a", 0.9)]), null);
  strictEqual(dropTable([accuracy("a", "a+b", 0.9)]), null);
});

Deno.test("attackName() keeps names that it does not know", () => {
  strictEqual(attackName("none"), "clean");
  strictEqual(attackName("typos"), "typos");
});
