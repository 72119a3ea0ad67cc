import { deepStrictEqual } from "node:assert/strict";
import { snip } from "../../../lib/train/criteria/snip.ts";
import { weightsOf } from "../../mix/made_adapter.ts";
import { quadratic } from "./made_loss.ts";

Deno.test("snip() scores a weight by the magnitude of it times the gradient", async () => {
  const weights = weightsOf({ up: [1, -2], down: [3] });
  // Gradient: 2 - 4 = -2, 2 - 2 - 3 = -3, 2 + 3 = 5.
  const gradientAt = quadratic([[2, 2, 0], [2, 1, -1], [0, -1, 1]]);
  deepStrictEqual(
    await snip(weights, gradientAt),
    weightsOf({ down: [15], up: [2, 6] }),
  );
});
