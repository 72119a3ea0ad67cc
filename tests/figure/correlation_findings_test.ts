import { deepStrictEqual } from "node:assert/strict";
import { correlationFindings } from "../../lib/figure/correlation_findings.ts";
import { correlation } from "./correlations.ts";

const statistic = "partial";

Deno.test("correlationFindings() judges the claim by the interval with size fixed", () => {
  deepStrictEqual(
    correlationFindings([
      correlation("news", -0.6),
      correlation("news", -0.05, { statistic }),
      correlation("law", -0.5, { statistic }),
      correlation("all", -0.5, { count: 1200 }),
      correlation("all", -0.3, { statistic, count: 1200 }),
    ]),
    [
      "The rank correlation of mean pairwise FSD with the accuracy that mixing " +
      "gains is \u22120.50 [\u22120.60, \u22120.40] over 1,200 mixtures and " +
      "\u22120.30 [\u22120.40, \u22120.20] with their size held fixed: more " +
      "conflict goes with lower accuracy, as claimed; target by target, the " +
      "interval lies below zero for 1 of 2.",
    ],
  );
});

Deno.test("correlationFindings() says what speaks against the claim", () => {
  const words = (value: number) =>
    correlationFindings([
      correlation("all", value, { conflict: "sign_change" }),
    ])
      .map((text) => text.split(": ")[1]);
  deepStrictEqual(words(0.4), [
    "more conflict goes with higher accuracy, against the claim.",
  ]);
  deepStrictEqual(words(0.05), [
    "the interval holds zero, so that the claim is not supported.",
  ]);
});

Deno.test("correlationFindings() of one target needs no others", () => {
  deepStrictEqual(correlationFindings([correlation("news", -0.6)]), [
    "The rank correlation of mean pairwise FSD with the accuracy that mixing " +
    "gains is \u22120.60 [\u22120.70, \u22120.50] over 15 mixtures: more conflict " +
    "goes with lower accuracy, as claimed.",
  ]);
  deepStrictEqual(correlationFindings([]), []);
});

Deno.test("correlationFindings() speaks of each seed by itself", () => {
  const of = (seed: number, value: number) =>
    correlation("all", value, { seed });
  deepStrictEqual(
    correlationFindings([of(1, 0.3), of(2, -0.4)])
      .map((text) => text.slice(0, 35)),
    [
      "With seed 1, the rank correlation o",
      "With seed 2, the rank correlation o",
    ],
  );
});
