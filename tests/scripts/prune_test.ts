import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { readAdapter } from "../../lib/adapter/file.ts";
import { inTemporaryFolder } from "../io/temporary_folder.ts";
import { type Arguments, summaryOf } from "./command.ts";
import { modelAndData, parity } from "./fixture.ts";
import { expectRefusals } from "./refusals.ts";

const ADAPTER = `${parity("bert-pfeiffer")}/adapter`;

const zerosIn = (data: Float32Array) =>
  data.filter((value) => value === 0).length;

Deno.test("prune removes exactly the smallest share of each tensor", async () => {
  await inTemporaryFolder(async (folder) => {
    const out = `${folder}/out`;
    const summary = await summaryOf("prune", [
      ...["--sparsity", 0.9, "--out", out, ADAPTER],
    ]);
    const [before, after] = await Promise.all([ADAPTER, out].map(readAdapter));
    deepStrictEqual(after!.head, before!.head);
    strictEqual(after!.name, before!.name);
    let [weights, zeros] = [0, 0];
    for (const [name, { data: old }] of before!.weights) {
      const { data } = after!.weights.get(name)!;
      strictEqual(zerosIn(data), Math.floor(0.9 * data.length), name);
      const kept = data.filter((value) => value !== 0);
      const removed = old.filter((_, i) => data[i] === 0);
      ok(
        Math.min(...kept.map(Math.abs)) >= Math.max(...removed.map(Math.abs)),
        name,
      );
      ok(data.every((value, i) => value === 0 || value === old[i]), name);
      weights += data.length;
      zeros += zerosIn(data);
    }
    deepStrictEqual(summary, {
      out,
      criterion: "magnitude",
      sparsity: 0.9,
      scope: "tensor",
      densities: "uniform",
      only: "all",
      weights,
      zeros,
    });
  });
});

Deno.test("prune --scope global removes exactly that share of all weights", async () => {
  await inTemporaryFolder(async (folder) => {
    const { weights, zeros } = await summaryOf<
      { weights: number; zeros: number }
    >("prune", [
      ...["--scope", "global", "--sparsity", 0.33],
      ...["--out", `${folder}/out`, ADAPTER],
    ]);
    strictEqual(zeros, Math.floor(0.33 * weights));
  });
});

Deno.test("prune by other criteria removes as much, and says by what", async () => {
  await inTemporaryFolder(async (folder) => {
    const data = modelAndData("bert-pfeiffer");
    const runs: [criterion: string, args: Arguments, told: object][] = [
      ["synflow", [], {}],
      ["random", ["--seed", 7], { seed: 7 }],
      ["snip", data, {
        seed: 42,
        dataset: `${parity("bert-pfeiffer")}/data.csv`,
        examples: 12,
      }],
      ["grasp", [...data, "--limit-examples", 5], {
        seed: 42,
        dataset: `${parity("bert-pfeiffer")}/data.csv`,
        examples: 5,
      }],
    ];
    const before = await readAdapter(ADAPTER);
    for (const [criterion, args, told] of runs) {
      const out = `${folder}/${criterion}`;
      const { weights, zeros, ...summary } = await summaryOf<
        { weights: number; zeros: number }
      >("prune", [
        ...["--criterion", criterion, "--sparsity", 0.5, "--scope", "layer"],
        ...["--out", out, ...args, ADAPTER],
      ]);
      strictEqual(zeros, weights / 2, criterion);
      const how = {
        criterion,
        sparsity: 0.5,
        scope: "layer",
        densities: "uniform",
        only: "all",
        ...told,
      };
      deepStrictEqual(summary, { out, ...how });
      const after = await readAdapter(out);
      deepStrictEqual(JSON.parse(after.metadata.pruned!), {
        from: before.name,
        ...how,
      });
      for (const [name, { data }] of after.weights) {
        const old = before.weights.get(name)!.data;
        ok(data.every((value, i) => value === 0 || value === old[i]), name);
      }
    }
  });
});

Deno.test("prune refuses data that it does not have or would not look at", async () => {
  await inTemporaryFolder(async (folder) => {
    const args = ["--sparsity", 0.5, "--out", `${folder}/out`];
    await expectRefusals(folder, [
      [
        "prune",
        [...args, "--criterion", "snip", ADAPTER],
        `Cannot prune by snip: "${ADAPTER}" has no data set in its files, expected --dataset`,
      ],
      [
        "prune",
        [...args, "--dataset", "reviews", ADAPTER],
        "Cannot prune by magnitude: it is given --dataset, expected none, as it does not read it",
      ],
      [
        "prune",
        [...args, "--densities", "erdos-renyi", "--scope", "layer", ADAPTER],
        "Cannot prune an adapter: densities are erdos-renyi and the scope is layer, expected scope tensor, as each tensor has a density of its own",
      ],
    ]);
  });
});
