import { deepStrictEqual } from "node:assert/strict";
import { linear } from "../../../lib/mix/methods/linear.ts";
import { weightsOf } from "../made_adapter.ts";

Deno.test("linear() adds adapters times their coefficients, which need not add up to 1", () => {
  const adapters = [
    weightsOf({ up: [1, -2], down: [0] }),
    weightsOf({ up: [3, 2], down: [4] }),
  ];
  deepStrictEqual(
    linear(adapters, { coefficients: [2, -0.5] }),
    weightsOf({ down: [-2], up: [0.5, -5] }),
  );
});
