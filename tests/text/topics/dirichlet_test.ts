import { ok } from "node:assert/strict";
import {
  divergence,
  expectedLogs,
} from "../../../lib/text/topics/dirichlet.ts";
import { assertClose } from "../../check.ts";

Deno.test("expectedLogs() of whole parameters are differences of harmonic numbers", () => {
  // psi(n) - psi(m) = -(1/n + ... + 1/(m - 1)); the rows add to 3 and to 4.
  const values = Float64Array.of(1, 2, 3, 1);
  assertClose(
    expectedLogs({ values, cols: 2, each: "row" }),
    [-(1 + 1 / 2), -1 / 2, -1 / 3, -(1 + 1 / 2 + 1 / 3)],
    { tolerance: 1e-14, what: "row" },
  );
  // The columns add to 4 and to 3.
  assertClose(
    expectedLogs({ values, cols: 2, each: "column" }),
    [-(1 + 1 / 2 + 1 / 3), -1 / 2, -1 / 3, -(1 + 1 / 2)],
    { tolerance: 1e-14, what: "column" },
  );
});

Deno.test("divergence() of a distribution from itself is zero", () => {
  const values = Float64Array.of(0.3, 0.3, 0.3, 0.3, 0.3, 0.3);
  for (const each of ["row", "column"] as const) {
    assertClose([divergence({ values, cols: 3, each }, 0.3)], [0], {
      tolerance: 1e-13,
      what: each,
    });
  }
});

Deno.test("divergence() of beta distributions is what is worked out by hand", () => {
  // Beta(2, 1) has density 2x, so from the uniform it is the integral of
  // 2x ln 2x from 0 to 1, which is ln 2 - 1/2; two of them, twice that.
  const values = Float64Array.of(2, 1, 1, 2);
  const expected = 2 * (Math.LN2 - 1 / 2);
  for (const each of ["row", "column"] as const) {
    assertClose([divergence({ values, cols: 2, each }, 1)], [expected], {
      tolerance: 1e-13,
      what: each,
    });
  }
  ok(expected > 0);
});
