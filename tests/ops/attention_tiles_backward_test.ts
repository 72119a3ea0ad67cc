import { deepStrictEqual } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { attention } from "../../lib/ops/attention.ts";
import {
  assertAttentionGradients,
  attentionNumbers,
  sendAttention,
  tiledCases as cases,
} from "./attention_case.ts";
import { oneWorkgroup, recordRuns } from "./watch_runs.ts";

for (const [name, c] of Object.entries(cases)) {
  Deno.test(`attentionGradients() by tiles with ${name} match the reference`, async () => {
    const gpu = await Gpu.open({ profile: "gpu" });
    await assertAttentionGradients(gpu, c);
    gpu.close();
  });
}

Deno.test("attentionGradients() by tiles need no more than one workgroup", async () => {
  const gpu = oneWorkgroup(await Gpu.open({ profile: "gpu" }));
  await assertAttentionGradients(gpu, cases["two heads of 32 and dropout"]);
  gpu.close();
});

Deno.test("attentionGradients() by tiles start only what is wanted", async () => {
  const gpu = await Gpu.open({ profile: "gpu" });
  const c = cases["one head of 32, short"];
  const { q, k, v, dout, options } = sendAttention(gpu, c, attentionNumbers(c));
  const runs = recordRuns(gpu);
  const [, back] = attention(q, { ...k, tracked: false }, v, options);
  deepStrictEqual(back(dout).map((dx) => dx !== undefined), [
    true,
    false,
    true,
  ]);
  deepStrictEqual(runs, ["forward", "deltas", "backward_q", "backward_kv"]);
  gpu.close();
});
