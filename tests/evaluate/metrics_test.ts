import { strictEqual } from "node:assert/strict";
import {
  countCorrect,
  macroF1,
  majorityShare,
} from "../../lib/evaluate/metrics.ts";
import { assertClose } from "../check.ts";

const close = (actual: number, expected: number) =>
  assertClose([actual], [expected], { tolerance: 1e-12, what: "metric" });

Deno.test("countCorrect() counts what is right", () => {
  const labels = [0, 1, 2, 1];
  strictEqual(countCorrect({ predictions: [0, 2, 2, 1], labels }), 3);
  strictEqual(countCorrect({ predictions: [1, 0, 0, 0], labels }), 0);
  strictEqual(countCorrect({ predictions: [], labels: [] }), 0);
});

Deno.test("macroF1() is the mean of each class's F1", () => {
  const labels = [0, 0, 0, 1, 1];
  // Class 0: 2 hits, 3 there, 3 named. Class 1: 1 hit, 2 there, 2 named.
  close(macroF1({ predictions: [0, 0, 1, 1, 0], labels }), (4 / 6 + 2 / 4) / 2);
  // Class 0: 2 hits, 3 there, 2 named. Class 1: 2 hits, 2 there, 3 named.
  close(macroF1({ predictions: [0, 0, 1, 1, 1], labels }), 4 / 5);
  close(macroF1({ predictions: labels, labels }), 1);
});

Deno.test("macroF1() counts a class that is never right as 0, an absent one not at all", () => {
  // Class 0: 3 hits of 4 named, F1 6/7; class 1 is there but never named.
  close(macroF1({ predictions: [0, 0, 0, 0], labels: [0, 0, 0, 1] }), 3 / 7);
  // Class 2 is named but not there; class 1 is neither.
  close(macroF1({ predictions: [0, 0, 2], labels: [0, 0, 0] }), 0.4);
});

Deno.test("majorityShare() is the share of the most frequent class", () => {
  close(majorityShare([3, 1, 3, 0, 3]), 0.6);
  close(majorityShare(new Uint32Array([1, 1])), 1);
});
