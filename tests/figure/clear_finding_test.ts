import { deepStrictEqual } from "node:assert/strict";
import { clearFinding } from "../../lib/figure/clear_finding.ts";
import { accuracy } from "./study.ts";

const mixture = (gain_low: number, gain_high: number) =>
  accuracy("a", "a+b", 0.5, {
    gain: (gain_low + gain_high) / 2,
    gain_low,
    gain_high,
  });

Deno.test("clearFinding() counts intervals that leave out zero", () => {
  deepStrictEqual(
    clearFinding([
      accuracy("a", "a", 0.5),
      mixture(-0.2, -0.1),
      mixture(-0.2, 0),
      mixture(-0.1, 0.1),
      mixture(0.01, 0.1),
    ]),
    [
      "Example by example, of 4 mixtures on their targets 25.0% are clearly " +
      "worse than the own adapter alone and 25.0% clearly better: their 95% " +
      "paired intervals leave out zero, as about 2.5% would each way if " +
      "nothing differed.",
    ],
  );
});

Deno.test("clearFinding() says nothing of mixtures that were not compared", () => {
  deepStrictEqual(
    clearFinding([accuracy("a", "a", 0.5), accuracy("a", "a+b", 0.5)]),
    [],
  );
});
