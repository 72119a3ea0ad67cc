import { deepStrictEqual } from "node:assert/strict";
import { learnedWeights } from "../../lib/mix/learned_weights.ts";
import { weightsOf } from "./made_adapter.ts";

Deno.test("learnedWeights() subtracts the starting point", () => {
  deepStrictEqual(
    learnedWeights(
      weightsOf({ up: [1, 2], down: [3] }),
      weightsOf({ up: [0.5, 3], down: [3] }),
    ),
    weightsOf({ down: [0], up: [0.5, -1] }),
  );
});
