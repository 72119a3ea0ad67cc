import { deepStrictEqual, ok } from "node:assert/strict";
import { findings } from "../../lib/figure/findings.ts";
import { study } from "./study.ts";

Deno.test("findings() has a sentence on each question of the study", () => {
  const sentences = findings(study());
  for (
    const start of [
      "3 adapters, each alone",
      "Mean accuracy over targets",
      "Trained adapters differ",
      "By row mean",
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
