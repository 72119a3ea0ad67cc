import { deepStrictEqual, doesNotMatch, match, ok } from "node:assert/strict";
import { reportPage } from "../../lib/figure/report.ts";

const svg = '<svg width="1"><clipPath id="clip0"/>' +
  '<g clip-path="url(#clip0)"><use href="#clip0"/></g></svg>';
const page = reportPage({
  title: "Mixing <adapters>",
  lead: "Made from nothing.",
  sections: [
    { heading: "One & all", text: ["First.", "Second."], figure: svg },
    { heading: "Two", text: [], points: ["a", "b"], figure: svg, caption: "c" },
  ],
  facts: { seed: 42 },
});

Deno.test("reportPage() gives every picture ids of its own", () => {
  const ids = [...page.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id);
  deepStrictEqual(ids, [...new Set(ids)]);
  ok(ids.includes("s1-clip0") && ids.includes("s2-clip0"));
  match(page, /url\(#s1-clip0\).*href="#s1-clip0".*url\(#s2-clip0\)/s);
});

Deno.test("reportPage() links only to places in itself", () => {
  const ids = new Set(
    [...page.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id),
  );
  const links = [...page.matchAll(/href="([^"]+)"/g)].map(([, to]) => to!);
  ok(links.every((to) => to.startsWith("#") && ids.has(to.slice(1))));
  doesNotMatch(page, /<script|src=|@import|url\((?!#)/);
});

Deno.test("reportPage() escapes words and shows all of them", () => {
  match(page, /<h1>Mixing &lt;adapters&gt;<\/h1>/);
  match(page, /<p class="lead">Made from nothing\.<\/p>/);
  match(page, /<h2 id="s1">One &amp; all<\/h2>\n<p>First\.<\/p>\n<p>Second\.</);
  match(page, /<ul><li>a<\/li><li>b<\/li><\/ul>/);
  match(page, /<figcaption>c<\/figcaption>/);
  match(page, /<dt>seed<\/dt><dd>42<\/dd>/);
});

Deno.test("reportPage() shrinks a wide picture no further than it can be read", () => {
  const wide = (width: string) =>
    reportPage({
      title: "",
      lead: "",
      sections: [{
        heading: "",
        text: [],
        figure: `<svg class="marks" width="${width}" stroke-width="1"></svg>`,
      }],
    });
  match(wide("883"), /style="min-width:640px" class="marks" width="883"/);
  match(wide("211.5"), /style="min-width:212px" class/);
});

Deno.test("reportPage() names pictures for screen readers", () => {
  match(
    page,
    /<svg role="img" aria-label="One &amp; all" style="min-width:1px" width="1">/,
  );
  match(
    page,
    /<svg role="img" aria-label="c" style="min-width:1px" width="1">/,
  );
});
