import { strictEqual } from "node:assert/strict";
import { provenance } from "../../lib/figure/provenance.ts";
import { accuracy } from "./study.ts";

Deno.test("provenance() says that the embedded model is no real one", () => {
  strictEqual(
    provenance({
      settings: { model: "data/tiny", train: 600, test: 100 },
      rows: [accuracy("a", "a", 0.5)],
    }),
    "Made from the embedded tiny encoder and thirteen made-up domains, 600 " +
      "training and 100 test examples each: it shows the method at work, not " +
      "how real adapters behave.",
  );
});

Deno.test("provenance() of mixtures says what was tested alone", () => {
  strictEqual(
    provenance({
      settings: { model: "roberta-large", data: "sst2 and rte" },
      rows: [
        accuracy("a", "a", 0.5),
        accuracy("b", "b", 0.5, { count: 277 }),
      ],
    }),
    'Made from the encoder "roberta-large" and sst2 and rte, 100 to 277 test ' +
      "examples each.",
  );
});
