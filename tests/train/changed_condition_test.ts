import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { changedCondition } from "../../lib/train/changed_condition.ts";

Deno.test("changedCondition() finds the first one that is not as it was", () => {
  const now = { model: "m", seed: "1", steps: "2" };
  strictEqual(changedCondition(now, now), undefined);
  strictEqual(changedCondition({ ...now, more: "x" }, now), undefined);
  deepStrictEqual(changedCondition({ ...now, seed: "7", steps: "7" }, now), {
    name: "seed",
    before: "7",
    now: "1",
  });
  deepStrictEqual(changedCondition({}, now), {
    name: "model",
    before: undefined,
    now: "m",
  });
});

Deno.test("changedCondition() lets runs go on that could not state the model's digest", () => {
  const now = { model: "m", modelDigest: "d" };
  strictEqual(changedCondition({ model: "m" }, now), undefined);
  deepStrictEqual(changedCondition({ model: "m", modelDigest: "e" }, now), {
    name: "modelDigest",
    before: "e",
    now: "d",
  });
});

Deno.test("changedCondition() names only what differs between two adapters", () => {
  const stated = (r: number) => ({ adapter: `{"r":${r},"alpha":8}` });
  deepStrictEqual(changedCondition(stated(4), stated(8)), {
    name: "adapter",
    before: "r 4",
    now: "r 8",
  });
});
