import { deepStrictEqual } from "node:assert/strict";
import { factsOf } from "../../lib/figure/facts.ts";

Deno.test("factsOf() has names in words, and of JSON what is set", () => {
  const adapter = JSON.stringify({
    original_ln_after: true,
    ln_before: false,
    inv_adapter: null,
    leave_out: [],
    reduction_factor: 4,
    non_linearity: "relu",
  });
  const settings = { maxGradNorm: 1, model: "data/tiny", adapter };
  deepStrictEqual(factsOf([{ folder: "a", settings }]), {
    "max grad norm": "1",
    model: "data/tiny",
    adapter: "original_ln_after, reduction_factor 4, non_linearity relu",
  });
});

Deno.test("factsOf() has once what several studies share", () => {
  const a = { folder: "a", settings: { seed: 1, rank: 4 } };
  const b = { folder: "b", settings: { seed: 1, shuffle: false } };
  deepStrictEqual(factsOf([a, b]), {
    seed: "1",
    "rank (a)": "4",
    "rank (b)": "not set",
    "shuffle (a)": "not set",
    "shuffle (b)": "false",
  });
});
