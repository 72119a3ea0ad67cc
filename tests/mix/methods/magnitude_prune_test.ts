import { deepStrictEqual } from "node:assert/strict";
import { magnitudePrune } from "../../../lib/mix/methods/magnitude_prune.ts";
import { weightsOf } from "../made_adapter.ts";

const adapters = [
  weightsOf({ up: [4, -1, 2, 0.5], down: [1, 9, 1] }),
  weightsOf({ up: [-1, 3, -3, 0.5], down: [7, 1, 1] }),
];

Deno.test("magnitudePrune() trims each tensor by itself and adds what is kept", () => {
  deepStrictEqual(
    magnitudePrune(adapters, { coefficients: [0.5, 2], density: 0.5 }),
    weightsOf({ down: [14, 4.5, 0], up: [2, 6, -5, 0] }),
  );
});

Deno.test("magnitudePrune() keeps floor(density * n) weights", () => {
  // 0.9 of 3 is 2.7, so 2 of "down"; of its equal ones the last.
  deepStrictEqual(
    magnitudePrune([adapters[0]!], { coefficients: [1], density: 0.9 }),
    weightsOf({ down: [0, 9, 1], up: [4, -1, 2, 0] }),
  );
});
