import { throws } from "node:assert/strict";
import { expectRead } from "../../lib/mix/expect_read.ts";

Deno.test("expectRead() takes what the method reads, and what is not given", () => {
  expectRead("ties", { density: 0.2, signs: "total", lambda: undefined });
  expectRead("adapter_soup", {
    dataset: "topics",
    "own-datasets": ["a", "b"],
    selection: "clustering",
    seed: 1,
  });
});

Deno.test("expectRead() refuses what the method would leave unread", () => {
  const refusals = [
    [
      "ties",
      { lambda: 1 },
      "--lambda",
      "--weights, --space, --signs, --density, --sparsity",
    ],
    ["cat", { space: "delta" }, "--space", "--weights"],
    [
      "fisher",
      { dataset: "a" },
      "--dataset",
      "--weights, --space, --own-datasets",
    ],
    [
      "greedy_soup",
      { "own-datasets": [] },
      "--own-datasets",
      "--space, --dataset",
    ],
  ] as const;
  for (const [method, given, option, expected] of refusals) {
    throws(() => expectRead(method, given), {
      name: "Failure",
      message:
        `Cannot mix by ${method}: it is given ${option}, expected only ${expected}`,
    });
  }
});
