import {
  deepStrictEqual,
  match,
  strictEqual,
  throws,
} from "node:assert/strict";
import { comparisonFigure } from "../../../lib/figure/comparison/comparison_figure.ts";
import { comparisonLines } from "../../../lib/figure/comparison/comparison_lines.ts";
import { comparisonSection } from "../../../lib/figure/comparison/comparison_section.ts";
import { comparisonMarkdown } from "../../../lib/figure/comparison/comparison_table.ts";
import { renderSvg } from "../../../lib/figure/save.ts";
import { compared, comparisonRows } from "./compared.ts";

Deno.test("comparisonSection() says who beats the average and who gives up mixing", async () => {
  const section = comparisonSection(comparisonRows())!;
  deepStrictEqual(section.text, [
    "The plain average of all adapters reaches 55.0% over 2 targets. Other " +
    "methods that are better than it by 95% intervals: 1 of 1 (ties); worse: 0. " +
    "The targets' own adapters alone are better than 1 of them. ties is right " +
    "exactly where the own adapter is on 1 of 2 targets.",
  ]);
  match(await renderSvg(section.spec!), /ties/);
  match(section.table!, /<th scope="row">soup<\/th><td class="number"><\/td>/);
  strictEqual(comparisonSection([]), null);
});

Deno.test("comparisonMarkdown() is a table of all methods and one of settings", () => {
  const lines = comparisonMarkdown(comparisonLines(comparisonRows()))
    .split("\n");
  strictEqual(
    lines[4],
    "| method | mean | less average | less own adapter | law | news |",
  );
  match(
    lines[7]!,
    /^\| ties \| 75\.0 \| \+20\.0 \[\+15\.3, \+26\.3\] \| −5\.0 \[/,
  );
  strictEqual(lines[9], "| soup |  |  |  | 41.0 |  |");
  deepStrictEqual(lines.slice(-3), [
    "| ties | law | density 0.2 |",
    "| ties | news | density 0.5 |",
    "",
  ]);
});

Deno.test("comparisonFigure() refuses rows without a comparison with the average", () => {
  throws(
    () => comparisonFigure(comparisonLines(compared("average", "law", {}))),
    new RangeError(
      "Cannot draw a comparison: 0 methods beside the average, expected some",
    ),
  );
});
