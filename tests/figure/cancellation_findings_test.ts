import { deepStrictEqual } from "node:assert/strict";
import { cancellationFindings } from "../../lib/figure/cancellation_findings.ts";
import { cancelled } from "./cancellations.ts";

Deno.test("cancellationFindings() names what the largest mixture loses", () => {
  const rows = [
    cancelled("a+b", 0.9),
    cancelled("a+b+c+d", 0.25),
    cancelled("a+b+c+d", 0.4, { state: "learned" }),
    cancelled("a+b+c+d", 0.1, { sparsity: 0.8 }),
  ];
  deepStrictEqual(cancellationFindings(rows), [
    "In an average of 4 adapters, opposite signs cancel 25.0% (trained), " +
    "40.0% (learned) and 10.0% (80% sparse) of the weights' magnitude; " +
    "of unrelated weights it would be 50.0%.",
  ]);
  deepStrictEqual(cancellationFindings(rows.slice(0, 1)), [
    "In an average of 2 adapters, opposite signs cancel 90.0% (trained) of " +
    "the weights' magnitude; of unrelated weights it would be 29.3%.",
  ]);
});

Deno.test("cancellationFindings() is silent on what no mixture has", () => {
  deepStrictEqual(cancellationFindings([]), []);
  deepStrictEqual(cancellationFindings([cancelled("a", 0)]), []);
});
