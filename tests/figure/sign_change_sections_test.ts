import { deepStrictEqual, strictEqual } from "node:assert/strict";
import {
  cancellationSection,
  correlationSection,
  signChangeSections,
} from "../../lib/figure/sign_change_sections.ts";
import { cancelled } from "./cancellations.ts";
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

Deno.test("cancellationSection() is there where it was measured", () => {
  strictEqual(cancellationSection(study()), null);
  const section = cancellationSection([cancelled("a+b", 0.2)]);
  strictEqual(section?.name, "cancellation");
  compiled(section!.spec!);
});

Deno.test("correlationSection() is there where something was correlated", () => {
  strictEqual(correlationSection(study()), null);
  strictEqual(
    correlationSection([correlation("all", 0.1)])?.name,
    "correlation",
  );
});
