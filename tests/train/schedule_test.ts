import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { linearRate, planSteps } from "../../lib/train/schedule.ts";
import { defaults } from "../../lib/train/settings.ts";
import { assertClose } from "../check.ts";

const plan = (examples: number, changes: Partial<typeof defaults>) =>
  planSteps(examples, { ...defaults, warmupRatio: 0, ...changes });

Deno.test("planSteps() counts steps as Hugging Face's Trainer does", () => {
  // ceil(67,349 / 32) = 2,105 batches; 10 epochs; ceil(0.06 * 21,050) = 1,263
  deepStrictEqual(
    plan(67_349, { batchSize: 32, epochs: 10, warmupRatio: 0.06 }),
    { perEpoch: 2105, total: 21_050, warmup: 1263 },
  );
});

Deno.test("planSteps() rounds steps of accumulated batches up", () => {
  // 10 examples in batches of 4: 3 batches, in steps of 2: 2 steps
  deepStrictEqual(plan(10, { batchSize: 4, accumulation: 2, epochs: 3 }), {
    perEpoch: 2,
    total: 6,
    warmup: 0,
  });
});

Deno.test("planSteps() takes fractions of an epoch", () => {
  deepStrictEqual(plan(100, { batchSize: 10, epochs: 0.25 }), {
    perEpoch: 10,
    total: 3,
    warmup: 0,
  });
});

Deno.test("planSteps() takes a number of steps in place of epochs", () => {
  deepStrictEqual(
    plan(100, { batchSize: 10, epochs: 5, maxSteps: 7, warmupRatio: 0.5 }),
    { perEpoch: 10, total: 7, warmup: 4 },
  );
});

Deno.test("planSteps() refuses to train on nothing", () => {
  throws(
    () => plan(0, {}),
    new RangeError("Cannot train: there are 0 examples, expected some"),
  );
});

Deno.test("linearRate() rises from 0 and falls to 0", () => {
  const rates = Array.from(
    { length: 7 },
    (_, step) => linearRate(step, { total: 6, warmup: 2 }, 8),
  );
  assertClose(rates, [0, 4, 8, 6, 4, 2, 0], { tolerance: 1e-12, what: "rate" });
});

Deno.test("linearRate() without warm-up starts at its peak", () => {
  strictEqual(linearRate(0, { total: 4, warmup: 0 }, 8), 8);
  strictEqual(linearRate(3, { total: 4, warmup: 0 }, 8), 2);
});

Deno.test("linearRate() of warm-up all the way never falls", () => {
  strictEqual(linearRate(3, { total: 4, warmup: 4 }, 8), 6);
});
