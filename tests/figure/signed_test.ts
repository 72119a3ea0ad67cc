import { strictEqual } from "node:assert/strict";
import { signed } from "../../lib/figure/signed.ts";

Deno.test("signed() writes a true minus, and none before zero", () => {
  strictEqual(signed(0.1), "0.10");
  strictEqual(signed(-0.434), "\u22120.43");
  strictEqual(signed(-0.001), "0.00");
});
