import { deepStrictEqual } from "node:assert/strict";
import {
  pruningFindings,
  sparseMixtureFindings,
} from "../../lib/figure/sparsity_findings.ts";
import { accuracy } from "./study.ts";

const pruned = (...values: [sparsity: number, value: number][]) =>
  values.map(([sparsity, value]) => accuracy("a", "a", value, { sparsity }));

Deno.test("pruningFindings() finds how much can go", () => {
  deepStrictEqual(
    pruningFindings(pruned([0, 0.9], [0.5, 0.91], [0.9, 0.89], [0.95, 0.8])),
    [
      "Removing up to 90% of a single adapter's weights costs at most 1 " +
      "point of mean accuracy (90.0% dense, 89.0% there).",
      "At 95% removed, the loss is 10.0 points.",
    ],
  );
});

Deno.test("pruningFindings() says when even the lowest sparsity is costly", () => {
  deepStrictEqual(pruningFindings(pruned([0, 0.9], [0.5, 0.8], [0.9, 0.9])), [
    "Already the lowest measured sparsity costs more than 1 point of mean " +
    "accuracy.",
    "At 50% removed, the loss is 10.0 points.",
  ]);
});

Deno.test("pruningFindings() needs a dense adapter to compare with", () => {
  deepStrictEqual(pruningFindings(pruned([0, 0.9])), []);
  deepStrictEqual(pruningFindings(pruned([0.5, 0.9], [0.9, 0.8])), []);
});

Deno.test("sparseMixtureFindings() compares the same mixtures only", () => {
  const sparse = { sparsity: 0.8 };
  deepStrictEqual(
    sparseMixtureFindings([
      accuracy("a", "a+b", 0.5),
      accuracy("a", "a+c", 0.9),
      accuracy("a", "a+d", 1),
      accuracy("a", "a+b", 0.7, sparse),
      accuracy("a", "a+c", 0.8, sparse),
      accuracy("a", "a+e", 1, sparse),
    ]),
    [
      "Mixtures of 80% sparse adapters are 5.0 points better than the same " +
      "mixtures of dense ones on average over 2 pairs of mixture and target, " +
      "and better in 50.0% of them.",
      "The best 80% sparse mixture of a target is 10.0 points worse than the " +
      "best dense one on average; both are picked on the same test examples.",
    ],
  );
  deepStrictEqual(sparseMixtureFindings([accuracy("a", "a+b", 0.5)]), []);
});
