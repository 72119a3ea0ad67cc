import { strictEqual, throws } from "node:assert/strict";
import { table } from "../../lib/figure/table.ts";

Deno.test("table() names columns and rows, numbers to the right", () => {
  const html = table("Sizes", [
    { key: "name", title: "data set" },
    { key: "size", title: "rows", format: (value) => value.toFixed(1) },
  ], [{ name: "a<b", size: 2 }, { name: "c", size: null }]);
  strictEqual(
    html,
    `<div class="table"><table><caption>Sizes</caption>
<thead><tr><th scope="col">data set</th><th scope="col" class="number">rows</th></tr></thead>
<tbody><tr><th scope="row">a&lt;b</th><td class="number">2.0</td></tr>
<tr><th scope="row">c</th><td class="number"></td></tr></tbody></table></div>`,
  );
});

Deno.test("table() refuses a row that lacks a column", () => {
  throws(
    () => table("t", [{ key: "size", title: "rows" }], [{ name: "a" }]),
    new RangeError(
      'Cannot fill column "size": a row lacks it, expected a value or null',
    ),
  );
});
