import { deepStrictEqual } from "node:assert/strict";
import {
  mixingFindings,
  singleFindings,
} from "../../lib/figure/accuracy_findings.ts";
import type { StudyRow } from "../../lib/figure/rows.ts";
import { accuracy } from "./study.ts";

const majority = (target: string, value: number): StudyRow => (
  { metric: "majority", target, value, count: 10 }
);

Deno.test("singleFindings() names means, ends and the smallest margin", () => {
  const rows = [accuracy("a", "a", 0.9), accuracy("b", "b", 0.7)];
  deepStrictEqual(
    singleFindings([majority("a", 0.5), majority("b", 0.6)], rows),
    [
      "2 adapters, each alone on its own domain, reach 80.0% on average, " +
      "from 70.0% (b) to 90.0% (a).",
      "Always answering the most frequent label would reach 55.0%; the " +
      "adapters are 25.0 points above that on average, and 10.0 points " +
      "above it where the margin is smallest (b).",
      "Every adapter's 95% interval lies above the most frequent label.",
    ],
  );
});

Deno.test("singleFindings() says which adapters do not beat guessing", () => {
  const rows = [accuracy("a", "a", 0.5), accuracy("b", "b", 0.7)];
  const sentences = singleFindings(
    [majority("a", 0.52), majority("b", 0.66)],
    rows,
  );
  deepStrictEqual(sentences.slice(1), [
    "Always answering the most frequent label would reach 59.0%; the " +
    "adapters are 1.0 point above that on average, and 2.0 points below it " +
    "where the margin is smallest (a).",
    "Not clearly better than the most frequent label: a, b.",
  ]);
});

Deno.test("singleFindings() of one adapter or none", () => {
  deepStrictEqual(singleFindings([], [accuracy("a", "a", 0.5)]), [
    "The adapter for a alone reaches 50.0%.",
  ]);
  deepStrictEqual(singleFindings([majority("a", 0.5)], []), []);
});

const mixtures = (...values: number[]) =>
  values.map((value, i) => accuracy("a", "a+b+c+d".slice(0, 2 * i + 1), value));

Deno.test("mixingFindings() finds where the drop passes three points", () => {
  deepStrictEqual(mixingFindings(mixtures(0.9, 0.87, 0.86, 0.8)), [
    "Mean accuracy over targets is 90.0% with the own adapter alone and " +
    "80.0% with 4 mixed, 10.0 points lower.",
    "The drop passes 3 points at 3 adapters (4.0 points).",
    "For 0 of 1 targets some mixture is better than the own adapter alone; " +
    "it is picked after the fact on the same examples, so this is an upper " +
    "bound.",
  ]);
});

Deno.test("mixingFindings() bounds the drops where examples were compared", () => {
  const [alone, ...mixed] = mixtures(0.9, 0.84, 0.92);
  const compared = mixed.map((row) => {
    const gain = row.value - 0.9;
    return { ...row, gain, gain_low: gain - 0.05, gain_high: gain + 0.07 };
  });
  deepStrictEqual(mixingFindings([alone!, ...compared]).slice(0, 2), [
    "Mean accuracy over targets is 90.0% with the own adapter alone and " +
    "92.0% with 3 mixed, 2.0 points higher, 95% paired interval \u22123.0 to 9.0.",
    "The drop passes 3 points at 2 adapters (6.0 points, 95% paired interval " +
    "\u22121.0 to 11.0).",
  ]);
});

Deno.test("mixingFindings() says when the drop stays small", () => {
  deepStrictEqual(mixingFindings(mixtures(0.9, 0.88, 0.91)).slice(0, 2), [
    "Mean accuracy over targets is 90.0% with the own adapter alone and " +
    "91.0% with 3 mixed, 1.0 point higher.",
    "The drop stays within 3 points at every number of adapters; the " +
    "largest is 2.0 points.",
  ]);
});

Deno.test("mixingFindings() says when accuracy does not fall", () => {
  deepStrictEqual(mixingFindings(mixtures(0.9, 0.9)).slice(0, 2), [
    "Mean accuracy over targets is 90.0% with the own adapter alone and " +
    "90.0% with 2 mixed, no change.",
    "Mean accuracy does not fall below that of one adapter at any number.",
  ]);
});

Deno.test("mixingFindings() needs a single adapter to compare with", () => {
  deepStrictEqual(mixingFindings(mixtures(0.9)), []);
  deepStrictEqual(mixingFindings(mixtures(0.9, 0.8).slice(1)), []);
});
