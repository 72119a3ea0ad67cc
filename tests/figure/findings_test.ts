import { deepStrictEqual, ok } from "node:assert/strict";
import { findings } from "../../lib/figure/findings.ts";
import { cancelled } from "./cancellations.ts";
import { study } from "./study.ts";

Deno.test("findings() has a sentence on each question of the study", () => {
  const sentences = findings([...study(), cancelled("news+law", 0.2)]);
  for (
    const start of [
      "3 adapters, each alone",
      "Mean accuracy over targets",
      "Trained adapters differ",
      "In an average of 2",
      "By mean FSD from all",
      "Removing up to 80%",
      "Mixtures of 80% sparse",
    ]
  ) {
    ok(sentences.some((text) => text.startsWith(start)), start);
  }
  ok(sentences.every((text) => !/NaN|undefined|Infinity/.test(text)));
});

Deno.test("findings() of nothing is silent", () => {
  deepStrictEqual(findings([]), []);
});
