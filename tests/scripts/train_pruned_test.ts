import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { readAdapter } from "../../lib/adapter/file.ts";
import { inTemporaryFolder } from "../io/temporary_folder.ts";
import { bitsOf } from "../signed_numbers.ts";
import { type Arguments, summaryOf } from "./command.ts";
import { parity, shortRun } from "./fixture.ts";
import { expectRefusals } from "./refusals.ts";

const CASE = "roberta-pfeiffer";

const run = (out: string, ...more: Arguments): Arguments => [
  ...shortRun(CASE, 3),
  ...["--out", out, "--sparsity", 0.8, ...more],
];

Deno.test("train --prune-criterion holds the same zeros from the start to the end", async () => {
  await inTemporaryFolder(async (folder) => {
    const [one, none] = [`${folder}/one`, `${folder}/none`];
    const snip = ["--prune-criterion", "snip"];
    await summaryOf("train", run(one, ...snip));
    const again = `${folder}/again`;
    await summaryOf("train", run(again, ...snip));
    const unmoved = [...snip, "--learning-rate", 0];
    await summaryOf("train", run(none, ...unmoved));
    const [trained, same, start] = await Promise.all(
      [one, again, none].map((path) => readAdapter(path)),
    );
    deepStrictEqual(same!.weights, trained!.weights);
    for (const [name, { shape, data }] of trained!.weights) {
      const before = start!.weights.get(name)!.data;
      if (shape.length === 1) {
        ok(data.some((value) => value !== 0), name);
        continue;
      }
      const zeros = bitsOf(before).filter((bits) => bits === 0).length;
      strictEqual(zeros, Math.floor(0.8 * data.length), name);
      deepStrictEqual(
        bitsOf(data).map((bits) => bits === 0),
        bitsOf(before).map((bits) => bits === 0),
        name,
      );
    }
    deepStrictEqual(JSON.parse(trained!.metadata.pruned!), {
      before: "training",
      criterion: "snip",
      sparsity: 0.8,
      seed: 42,
      scope: "tensor",
      densities: "uniform",
      only: "weights",
      examples: 12,
    });
  });
});

Deno.test("train --resume knows a pruned run by its mask", async () => {
  await inTemporaryFolder(async (folder) => {
    const out = `${folder}/out`;
    const by = ["--prune-criterion", "random"];
    await summaryOf("train", run(out, ...by));
    deepStrictEqual(await summaryOf("train", run(out, ...by, "--resume")), {
      out,
      dataset: `${parity(CASE)}/data.csv`,
    });
  });
});

Deno.test("train refuses to prune what has no adapter, or by halves", async () => {
  await inTemporaryFolder(async (folder) => {
    const out = `${folder}/out`;
    await expectRefusals(folder, [
      [
        "train",
        run(out),
        "Cannot prune before training: --prune-criterion or --sparsity is missing, expected both",
      ],
      [
        "train",
        run(out, "--prune-criterion", "random", "--adapter", "none"),
        "Cannot prune before training: there is no adapter, expected one with a head",
      ],
    ]);
  });
});
