import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { attention } from "../../lib/ops/attention.ts";
import { planAttention, workgroupTile } from "../../lib/ops/attention_plan.ts";
import { assertClose } from "../check.ts";
import {
  assertAttention,
  type AttentionCase,
  attentionNumbers,
  sendAttention,
  tiledCases as cases,
} from "./attention_case.ts";
import { oneWorkgroup } from "./watch_runs.ts";

for (const [name, c] of Object.entries(cases)) {
  Deno.test(`attention() by tiles with ${name} matches the reference`, async () => {
    const gpu = await Gpu.open({ profile: "gpu" });
    await assertAttention(gpu, c);
    gpu.close();
  });
}

Deno.test("attention() by tiles needs no more than one workgroup", async () => {
  const gpu = oneWorkgroup(await Gpu.open({ profile: "gpu" }));
  await assertAttention(gpu, cases["two heads of 32 and dropout"]);
  gpu.close();
});

Deno.test("attention() and its gradients by tiles are those by threads, for 512 tokens", async () => {
  const c = { headDim: 64, heads: 1, lengths: [1, 512, 63], rate: 0.1 };
  const numbers = attentionNumbers(c);
  const [byThreads, byTiles] = await Promise.all(
    (["cpu", "gpu"] as const).map(async (profile) => {
      const gpu = await Gpu.open({ profile });
      const { q, k, v, dout, options } = sendAttention(gpu, c, numbers);
      const [out, back] = attention(q, k, v, options);
      const made = [out, ...back(dout)].map((tensor) => gpu.read(tensor!));
      const results = await Promise.all(made);
      gpu.close();
      return results;
    }),
  );
  ["out", "dq", "dk", "dv"].forEach((what, i) => {
    assertClose(byTiles![i]!, byThreads![i]!, { tolerance: 1e-5, what });
  });
});

Deno.test("attention() by tiles stays finite where scores are huge", async () => {
  const gpu = await Gpu.open({ profile: "gpu" });
  const c = cases["one head of 32, short"];
  const numbers = attentionNumbers(c);
  numbers.q = numbers.q.map((x) => 1e4 * x);
  const { q, k, v, dout, options } = sendAttention(gpu, c, numbers);
  const [out, back] = attention(q, k, v, options);
  for (const tensor of [out, ...back(dout)]) {
    ok((await gpu.read(tensor!)).every(Number.isFinite));
  }
  gpu.close();
});

Deno.test("attention() by tiles gives the same bits again, forward and backward", async () => {
  const gpu = await Gpu.open({ profile: "gpu" });
  const c = cases["two heads of 32 and dropout"];
  const { q, k, v, dout, options } = sendAttention(gpu, c, attentionNumbers(c));
  const run = () => {
    const [out, back] = attention(q, k, v, options);
    return Promise.all([out, ...back(dout)].map((x) => gpu.read(x!)));
  };
  deepStrictEqual(await run(), await run());
  gpu.close();
});

Deno.test("workgroupTile() is for GPUs, whole slices of heads and all queries", async () => {
  const tileOf = async (profile: "cpu" | "gpu", c: AttentionCase) => {
    const gpu = await Gpu.open({ profile });
    const { q, k, v, options } = sendAttention(gpu, c, attentionNumbers(c));
    const tile = workgroupTile(planAttention(q, k, v, options));
    gpu.close();
    return tile;
  };
  const c = { headDim: 32, heads: 1, lengths: [33] };
  strictEqual(await tileOf("gpu", c), 64);
  strictEqual(await tileOf("gpu", { ...c, lengths: [32, 1] }), 32);
  strictEqual(await tileOf("gpu", { ...c, lengths: [16, 16] }), undefined);
  strictEqual(await tileOf("gpu", { ...c, headDim: 16 }), undefined);
  strictEqual(await tileOf("gpu", { ...c, chosen: [0] }), undefined);
  strictEqual(await tileOf("cpu", c), undefined);
});
