import { deepStrictEqual } from "node:assert/strict";
import { oppositeMagnitudes } from "../../lib/mix/opposite_magnitudes.ts";
import { weightsOf } from "./made_adapter.ts";

Deno.test("oppositeMagnitudes() adds both magnitudes up, tensor by tensor", () => {
  const a = weightsOf({ up: [1, -2, 0], down: [4] });
  const b = weightsOf({ up: [-3, -2, 5], down: [-1] });
  deepStrictEqual(
    [...oppositeMagnitudes([a, b])],
    [
      ["down", { part: [[0, 5], [5, 0]], whole: [[8, 5], [5, 2]], size: 1 }],
      ["up", { part: [[0, 4], [4, 0]], whole: [[6, 13], [13, 20]], size: 3 }],
    ],
  );
});
