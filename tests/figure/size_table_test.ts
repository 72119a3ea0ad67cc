import { match } from "node:assert/strict";
import { sizeTable } from "../../lib/figure/size_table.ts";
import { accuracy } from "./study.ts";

Deno.test("sizeTable() has a row a size with its drop", () => {
  const html = sizeTable([
    accuracy("a", "a", 0.9),
    accuracy("a", "a+b", 0.75),
    accuracy("a", "a+c", 0.85),
  ]);
  const text = html.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
  match(text, / 1 90\.0 90\.0 90\.0 0\.0 2 75\.0 80\.0 85\.0 10\.0 $/);
});
