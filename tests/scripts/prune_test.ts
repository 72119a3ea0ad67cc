import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { readAdapter } from "../../lib/adapter/file.ts";
import { inTemporaryFolder } from "../io/temporary_folder.ts";
import { summaryOf } from "./command.ts";
import { parity } from "./fixture.ts";

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
      sparsity: 0.9,
      scope: "tensor",
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
