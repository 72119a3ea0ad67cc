import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import { readOptions } from "../../lib/io/options.ts";
import { integer } from "../../lib/io/option.ts";
import {
  pruneOptions,
  pruningFrom,
  startPruneOptions,
  startPruningFrom,
} from "../../lib/train/prune_options.ts";

const named = { name: "prune", about: "" };

const pruning = (...args: string[]) =>
  pruningFrom(readOptions({ ...named, options: pruneOptions }, args));

const startPruning = (...args: string[]) =>
  startPruningFrom(readOptions({
    ...named,
    options: { ...startPruneOptions, seed: integer(42, "") },
  }, args));

Deno.test("pruningFrom() fills in what is usual, as far as the criterion reads it", () => {
  const usual = {
    sparsity: 0.5,
    scope: "tensor",
    densities: "uniform",
    only: "all",
  };
  const at = (...args: string[]) => pruning("--sparsity=0.5", ...args);
  deepStrictEqual(at(), { ...usual, criterion: "magnitude" });
  deepStrictEqual(at("--criterion=random"), {
    ...usual,
    criterion: "random",
    seed: 42,
  });
  deepStrictEqual(at("--criterion=grasp", "--limit-examples=0", "--seed=1"), {
    ...usual,
    criterion: "grasp",
    seed: 1,
    examples: 0,
  });
  strictEqual(at("--criterion=snip").examples, 256);
});

Deno.test("pruningFrom() refuses what the criterion would leave unread", () => {
  for (
    const [criterion, option] of [
      ["magnitude", "--dataset=reviews"],
      ["synflow", "--seed=1"],
      ["random", "--limit-examples=9"],
    ] as const
  ) {
    const [flag] = option.split("=");
    throws(
      () => pruning("--sparsity=0.5", `--criterion=${criterion}`, option),
      inputError(
        `Cannot prune by ${criterion}: it is given ${flag}, expected none, as it does not read it`,
      ),
    );
  }
});

Deno.test("startPruningFrom() asks for no pruning where no option does", () => {
  strictEqual(startPruning(), undefined);
  deepStrictEqual(startPruning("--prune-criterion=snip", "--sparsity=0.8"), {
    criterion: "snip",
    sparsity: 0.8,
    seed: 42,
    scope: "tensor",
    densities: "uniform",
    examples: 256,
  });
});

Deno.test("startPruningFrom() refuses half of what it needs", () => {
  for (
    const option of [
      "--sparsity=0.8",
      "--prune-criterion=snip",
      "--prune-scope=global",
      "--prune-densities=uniform",
      "--prune-examples=3",
    ]
  ) {
    throws(
      () => startPruning(option),
      inputError(
        "Cannot prune before training: --prune-criterion or --sparsity is missing, expected both",
      ),
    );
  }
});
