import { deepStrictEqual, notDeepStrictEqual } from "node:assert/strict";
import type { Gpu } from "../../../lib/gpu/gpu.ts";
import type { Contest } from "../../../lib/study/compare/contest.ts";
import { prunedContender } from "../../../lib/study/compare/other_contenders.ts";
import { loadParityCase } from "../../parity.ts";
import { sharedGpu } from "../../shared_gpu.ts";

/** A contest of adapters by these names, which all have the same weights. */
async function twins(gpu: Gpu, names: readonly string[]): Promise<Contest> {
  const { model, adapter, encoded } = await loadParityCase(
    gpu,
    "roberta-pfeiffer",
  );
  const { config, head, weights } = adapter;
  const own = { config: config!, head: head!, weights };
  return {
    model,
    config: config!,
    adapters: new Map(names.map((name) => [name, own])),
    examples: () => encoded,
    seed: 1,
  } as unknown as Contest;
}

/** What "a" and others like it, pruned and averaged, say of the data of "a". */
async function logitsOf(
  criterion: "magnitude" | "random",
  names: readonly string[],
) {
  const gpu = await sharedGpu();
  using _ = gpu.scope();
  const contender = prunedContender(await twins(gpu, names), criterion);
  const outcome = await contender.candidates()[0]!.outcome("a", "test");
  return [...outcome!.logits];
}

Deno.test("prunedContender() removes the same weights of the same adapters", async () => {
  deepStrictEqual(
    await logitsOf("magnitude", ["a", "b"]),
    await logitsOf("magnitude", ["a"]),
  );
});

Deno.test("prunedContender() removes others of each adapter by chance", async () => {
  const alone = await logitsOf("random", ["a"]);
  deepStrictEqual(await logitsOf("random", ["a"]), alone);
  notDeepStrictEqual(await logitsOf("random", ["a", "b"]), alone);
});
