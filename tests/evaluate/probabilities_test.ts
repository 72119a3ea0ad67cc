import { deepStrictEqual } from "node:assert/strict";
import { probabilities } from "../../lib/evaluate/probabilities.ts";
import { assertClose } from "../check.ts";

Deno.test("probabilities() are the exponentials of each row, divided by their sum", () => {
  const found = probabilities({
    logits: Float32Array.of(Math.log(3), 0, 1000, 999),
    predictions: Uint32Array.of(0, 0),
  });
  const less = 1 / (1 + Math.E);
  assertClose(found, [0.75, 0.25, 1 - less, less], {
    tolerance: 1e-7,
    what: "probability",
  });
});

Deno.test("probabilities() leave the logits as they are", () => {
  const logits = Float32Array.of(2, -1);
  probabilities({ logits, predictions: Uint32Array.of(0) });
  deepStrictEqual(logits, Float32Array.of(2, -1));
});
