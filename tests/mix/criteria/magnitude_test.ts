import { deepStrictEqual } from "node:assert/strict";
import { magnitude } from "../../../lib/mix/criteria/magnitude.ts";
import { weightsOf } from "../made_adapter.ts";

Deno.test("magnitude() scores weights by their absolute values", () => {
  deepStrictEqual(
    magnitude(weightsOf({ down: [-2, 0], up: [1, -0.5] })),
    weightsOf({ down: [2, 0], up: [1, 0.5] }),
  );
});
