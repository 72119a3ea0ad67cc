import { deepStrictEqual, throws } from "node:assert/strict";
import { densityOf } from "../../lib/mix/density.ts";

Deno.test("densityOf() completes either by the other, without rounding", () => {
  const tenth = { density: 0.1, sparsity: 0.9 };
  deepStrictEqual(densityOf({ density: 0.1 }, 1), tenth);
  deepStrictEqual(densityOf({ sparsity: 0.9 }, 1), tenth);
  deepStrictEqual(densityOf(tenth, 1), tenth);
  deepStrictEqual(densityOf({}, 0.2), { density: 0.2, sparsity: 0.8 });
  deepStrictEqual(densityOf({ sparsity: 1 }, 1), { density: 0, sparsity: 1 });
});

Deno.test("densityOf() refuses what is out of range", () => {
  throws(() => densityOf({ density: 1.2 }, 1), {
    name: "Failure",
    message:
      "Cannot prune adapters: density is 1.2, expected a number from 0 to 1",
  });
  throws(() => densityOf({ sparsity: -1 }, 1), {
    name: "Failure",
    message:
      "Cannot prune adapters: sparsity is -1, expected a number from 0 to 1",
  });
});

Deno.test("densityOf() refuses two that contradict each other", () => {
  throws(() => densityOf({ density: 0.5, sparsity: 0.9 }, 1), {
    name: "Failure",
    message:
      "Cannot prune adapters: density is 0.5 and sparsity is 0.9, expected two numbers that add up to 1, or one of them",
  });
});
