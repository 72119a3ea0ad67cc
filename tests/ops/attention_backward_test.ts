import { deepStrictEqual, ok, throws } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { attention } from "../../lib/ops/attention.ts";
import { sharedGpu } from "../shared_gpu.ts";
import {
  assertAttentionGradients as check,
  attentionCases as cases,
  attentionNumbers,
  sendAttention,
} from "./attention_case.ts";
import { oneWorkgroup, recordRuns } from "./watch_runs.ts";

for (const [name, c] of Object.entries(cases)) {
  Deno.test(`attentionGradients() with ${name} match the reference`, async () => {
    const gpu = await sharedGpu();
    await check(gpu, c);
  });
}

Deno.test("attentionGradients() need no more than one workgroup", async () => {
  const gpu = oneWorkgroup(await Gpu.open({ profile: "gpu" }));
  await check(gpu, cases["chosen queries"]);
  await check(gpu, cases.dropout);
  gpu.close();
});

Deno.test("attentionGradients() are the same in the form for GPUs", async () => {
  const gpu = await sharedGpu({ profile: "gpu" });
  await check(gpu, cases.dropout);
});

Deno.test("attentionGradients() are zero for keys of sequences without a query", async () => {
  const gpu = await sharedGpu();
  const c = { headDim: 8, heads: 1, lengths: [2, 3], chosen: [1] };
  const { q, k, v, dout, options } = sendAttention(gpu, c, attentionNumbers(c));
  const [, dk, dv] = attention(q, k, v, options)[1](dout);
  for (const gradient of [dk!, dv!]) {
    const values = await gpu.read(gradient);
    ok(values.subarray(0, 16).some((x) => x !== 0));
    ok(values.subarray(16).every((x) => x === 0));
  }
});

Deno.test("attentionGradients() give the same bits again", async () => {
  const gpu = await sharedGpu();
  const c = cases.dropout;
  const { q, k, v, dout, options } = sendAttention(gpu, c, attentionNumbers(c));
  const run = () =>
    Promise.all(
      attention(q, k, v, options)[1](dout).map((dx) => gpu.read(dx!)),
    );
  deepStrictEqual(await run(), await run());
});

Deno.test("attentionGradients() start no kernel where none is wanted", async () => {
  const gpu = await sharedGpu();
  const c = cases["sequences of one token"];
  const { q, k, v, dout, options } = sendAttention(gpu, c, attentionNumbers(c));
  const entries = recordRuns(gpu);
  const given = (wanted: string) => {
    const [a, b, d] = [q, k, v].map((x, i) => ({
      ...x,
      tracked: wanted.includes("qkv"[i]!),
    }));
    const [, back] = attention(a!, b!, d!, options);
    entries.length = 0;
    return back(dout).map((dx) => dx !== undefined);
  };
  deepStrictEqual(given(""), [false, false, false]);
  deepStrictEqual(entries, []);
  deepStrictEqual(given("q"), [true, false, false]);
  deepStrictEqual(entries, ["deltas", "backward_q"]);
  deepStrictEqual(given("v"), [false, false, true]);
  deepStrictEqual(entries, ["deltas", "backward_kv"]);
  deepStrictEqual(given("qv"), [true, false, true]);
  deepStrictEqual(entries, ["deltas", "backward_q", "backward_kv"]);
});

Deno.test("attentionGradients() refuse a gradient of another shape", async () => {
  const gpu = await sharedGpu();
  const c = cases["sequences of one token"];
  const { q, k, v, options } = sendAttention(gpu, c, attentionNumbers(c));
  throws(
    () => attention(q, k, v, options)[1](gpu.zeros([3, 32])),
    new RangeError(
      "Cannot use attention dout: its shape is [3,32], expected [3,64]",
    ),
  );
});
