import { deepStrictEqual, throws } from "node:assert/strict";
import { taskArithmetic } from "../../../lib/mix/methods/task_arithmetic.ts";
import { weightsOf } from "../made_adapter.ts";

const adapters = [weightsOf({ up: [1, 5] }), weightsOf({ up: [3, 2] })];

Deno.test("taskArithmetic() adds what was learned since zero", () => {
  deepStrictEqual(
    taskArithmetic(adapters, { coefficients: [1, 1], lambda: 0.5 }),
    weightsOf({ up: [2, 3.5] }),
  );
});

Deno.test("taskArithmetic() adds what was learned since the reference", () => {
  const reference = weightsOf({ up: [1, 4] });
  deepStrictEqual(
    taskArithmetic(adapters, { coefficients: [1, 2], lambda: 0.5, reference }),
    weightsOf({ up: [1 + (0 + 4) / 2, 4 + (1 - 4) / 2] }),
  );
});

Deno.test("taskArithmetic() refuses a reference of other tensors", () => {
  const reference = weightsOf({ down: [1] });
  throws(() => taskArithmetic(adapters, { coefficients: [1, 1], reference }), {
    name: "Failure",
    message:
      'Cannot match adapters: adapter 1 has no tensor "up", expected one as in adapter 2',
  });
});
