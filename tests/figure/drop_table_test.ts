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
    "a|90.0|75.0|15.0|50.0||\nb|80.0|85.0|\u22125.0|||\nmean|85.0|80.0|5.0|||",
  );
  match(html, /clean, 2 mixed<.*FGSM, alone</s);
});

Deno.test("dropTable() bounds a drop where all were compared example by example", () => {
  const mixture = { gain: -0.1, gain_low: -0.16, gain_high: -0.04 };
  const rows = [
    accuracy("a", "a", 0.9),
    accuracy("a", "a+b", 0.8, mixture),
    accuracy("b", "b", 0.8),
  ];
  const two = { gain: 0.02, gain_low: -0.06, gain_high: 0.1 };
  const html = dropTable([...rows, accuracy("b", "a+b", 0.82, two)])!;
  strictEqual(
    cells(html).join("\n").replaceAll("\u00a0", " "),
    "a|90.0|80.0|10.0 [4.0, 16.0]\n" +
      "b|80.0|82.0|\u22122.0 [\u221210.0, 6.0]\n" +
      "mean|85.0|81.0|4.0 [\u22121.0, 9.0]",
  );
  match(html, /the drop in points, with its 95% interval over the same/);
  const without = dropTable([...rows, accuracy("b", "a+b", 0.82)])!;
  match(cells(without).at(-1)!, /^mean\|85.0\|81.0\|4.0$/);
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
