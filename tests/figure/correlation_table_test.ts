import { ok, strictEqual } from "node:assert/strict";
import {
  correlationTable,
  correlationText,
} from "../../lib/figure/correlation_table.ts";
import { correlation } from "./correlations.ts";

Deno.test("correlationText() has the interval beside the value", () => {
  strictEqual(
    correlationText(correlation("a", -0.25)),
    "\u22120.25 [\u22120.35, \u22120.15]",
  );
});

Deno.test("correlationTable() has all targets together last, and no empty columns", () => {
  const html = correlationTable([
    correlation("all", 0.2, { count: 30 }),
    correlation("news", 0.3),
    correlation("law", 0.1, { statistic: "pearson" }),
  ]);
  const heads = [...html.matchAll(/<th scope="row"[^>]*>([^<]*)/g)]
    .map(([, text]) => text).join();
  strictEqual(heads, "news,law,all");
  ok(html.includes(">Spearman</th>") && html.includes(">Pearson</th>"));
  ok(!html.includes("size fixed") && !html.includes("turns round"));
  ok(html.includes('<td class="number"></td>'), "what is not defined is empty");
});

Deno.test("correlationTable() has a table for each conflict", () => {
  const html = correlationTable([
    correlation("news", 0.2),
    correlation("news", 0.3, { conflict: "sign_change" }),
  ]);
  strictEqual(html.split("<table>").length, 3);
  ok(html.indexOf("0.20") < html.indexOf("0.30"));
});

Deno.test("correlationTable() of several seeds has a row for each", () => {
  const html = correlationTable([
    correlation("all", 0.2, { seed: 1 }),
    correlation("news", 0.3, { seed: 1 }),
    correlation("all", 0.4, { seed: 2 }),
  ]);
  const heads = [...html.matchAll(/<th scope="row"[^>]*>([^<]*)/g)]
    .map(([, text]) => text);
  strictEqual(heads.join("; "), "news, seed 1; all, seed 1; all, seed 2");
});
