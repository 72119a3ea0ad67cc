import { strictEqual } from "node:assert/strict";
import { digamma, logGamma } from "../../lib/math/gamma.ts";
import { assertClose } from "../check.ts";

/** Euler's constant: the sum of 1/n less the logarithm, in the limit. */
const EULER = 0.5772156649015329;

const POINTS = [0.001, 0.1, 0.7, 1.5, 3.25, 9.99, 10, 42, 1e4];

Deno.test("digamma() at 1, 2, 4 and 1/2 is what harmonic numbers say", () => {
  // psi(n) = -EULER + 1 + 1/2 + ... + 1/(n - 1); psi(1/2) = -EULER - 2 ln 2.
  assertClose(
    [1, 2, 4, 0.5].map(digamma),
    [-EULER, 1 - EULER, 11 / 6 - EULER, -EULER - 2 * Math.LN2],
    { tolerance: 1e-14, what: "psi" },
  );
});

Deno.test("digamma() grows by 1/x from x to x + 1", () => {
  for (const x of POINTS) {
    assertClose([digamma(x + 1) - digamma(x)], [1 / x], {
      tolerance: 1e-12,
      what: `step at ${x}`,
    });
  }
});

Deno.test("logGamma() of whole numbers is the logarithm of factorials", () => {
  assertClose(
    [1, 2, 5, 11, 0.5].map(logGamma),
    [0, 0, Math.log(24), Math.log(3628800), Math.log(Math.PI) / 2],
    { tolerance: 1e-13, what: "ln gamma" },
  );
});

Deno.test("logGamma() has digamma() as its slope", () => {
  for (const x of POINTS) {
    const h = 1e-5 * x;
    const slope = (logGamma(x + h) - logGamma(x - h)) / (2 * h);
    assertClose([slope], [digamma(x)], {
      tolerance: 1e-6,
      what: `slope at ${x}`,
    });
  }
});

Deno.test("digamma() of 0 is no number that could pass for one", () => {
  strictEqual(digamma(0), -Infinity);
});
