import { deepStrictEqual, strictEqual } from "node:assert/strict";
import {
  correlationSection,
  signChangeSections,
} from "../../lib/figure/sign_change_sections.ts";
import { compiled } from "./compiled.ts";
import { correlation } from "./correlations.ts";
import { changed } from "./sign_changes.ts";
import { study } from "./study.ts";

Deno.test("signChangeSections() is about pairs, then about sizes", () => {
  const rows = [...study(), changed("news", "news+law", 0.2)];
  const sections = signChangeSections(rows);
  deepStrictEqual(sections.map(({ name }) => name), [
    "sign_change_pairs",
    "sign_change_sizes",
  ]);
  for (const { spec } of sections) compiled(spec!);
  deepStrictEqual(signChangeSections(study()), []);
});

Deno.test("correlationSection() is there where something was correlated", () => {
  strictEqual(correlationSection(study()), null);
  strictEqual(
    correlationSection([correlation("all", 0.1)])?.name,
    "correlation",
  );
});
