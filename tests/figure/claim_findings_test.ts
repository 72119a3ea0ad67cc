import { deepStrictEqual } from "node:assert/strict";
import { claimFindings } from "../../lib/figure/claim_findings.ts";
import { accuracy, everyMixture } from "./study.ts";

const names = ["a", "b", "c", "d"];

Deno.test("claimFindings() says that accuracy falls to its lowest with all, and what three cost", () => {
  const values = [0.9, 0.89, 0.88, 0.8];
  deepStrictEqual(claimFindings(everyMixture(names, (k) => values[k - 1]!)), [
    "Mean accuracy falls at 3 of 3 steps to one adapter more and is lowest " +
    "(80.0%) with all adapters mixed, as the paper's finding 1 says.",
    "With 3 adapters mixed, 4 of 4 targets lose less than 3 points on average " +
    "over their mixtures (finding 4 advises to mix up to 3).",
  ]);
});

Deno.test("claimFindings() says where it is otherwise", () => {
  const values = [0.9, 0.8, 0.85, 0.84];
  deepStrictEqual(claimFindings(everyMixture(names, (k) => values[k - 1]!)), [
    "Mean accuracy falls at 2 of 3 steps to one adapter more and is lowest " +
    "(80.0%) at 2 adapters, not with all 4 as the paper's finding 1 says.",
    "With 3 adapters mixed, 0 of 4 targets lose less than 3 points on average " +
    "over their mixtures (finding 4 advises to mix up to 3).",
  ]);
});

Deno.test("claimFindings() is silent on two sizes", () => {
  deepStrictEqual(
    claimFindings([accuracy("a", "a", 0.9), accuracy("a", "a+b", 0.8)]),
    [],
  );
});
