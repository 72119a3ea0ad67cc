import { strictEqual } from "node:assert/strict";
import { escapeHtml } from "../../lib/figure/html.ts";

Deno.test("escapeHtml() writes out what HTML reads", () => {
  strictEqual(
    escapeHtml(`<a b="c">'&'`),
    "&lt;a b=&quot;c&quot;&gt;&#39;&amp;&#39;",
  );
});
