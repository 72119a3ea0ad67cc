import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { attention } from "../../lib/ops/attention.ts";
import { sendSequences } from "../../lib/ops/sequences.ts";
import {
  assertAttention,
  attentionCases as cases,
  attentionNumbers,
  sendAttention,
} from "./attention_case.ts";
import { oneWorkgroup } from "./watch_runs.ts";

for (const [name, c] of Object.entries(cases)) {
  Deno.test(`attention() with ${name} matches the reference`, async () => {
    const gpu = await Gpu.open();
    await assertAttention(gpu, c);
    gpu.close();
  });
}

for (
  const name of ["four heads of 16", "chosen queries and dropout"] as const
) {
  Deno.test(`attention() with ${name} is the same in the form for GPUs`, async () => {
    const gpu = await Gpu.open({ profile: "gpu" });
    await assertAttention(gpu, cases[name]);
    gpu.close();
  });
}

Deno.test("attention() needs no more than one workgroup", async () => {
  const gpu = oneWorkgroup(await Gpu.open({ profile: "gpu" }));
  await assertAttention(gpu, cases["four heads of 16"]);
  gpu.close();
});

Deno.test("attention() gives the same bits again", async () => {
  const gpu = await Gpu.open();
  const c = cases.dropout;
  const { q, k, v, options } = sendAttention(gpu, c, attentionNumbers(c));
  const first = await gpu.read(attention(q, k, v, options)[0]);
  deepStrictEqual(await gpu.read(attention(q, k, v, options)[0]), first);
  gpu.close();
});

Deno.test("attention() stays finite where scores are huge", async () => {
  const gpu = await Gpu.open();
  const c = cases["three heads of 8"];
  const numbers = attentionNumbers(c);
  numbers.q = numbers.q.map((x) => 1e4 * x);
  const { q, k, v, options } = sendAttention(gpu, c, numbers);
  const out = await gpu.read(attention(q, k, v, options)[0]);
  ok(out.every(Number.isFinite));
  gpu.close();
});

Deno.test("attention() keeps the share of probabilities that it should", async () => {
  const gpu = await Gpu.open();
  // With equal keys and values of 1, an output is the kept share, scaled up.
  const c = { headDim: 4, heads: 4, lengths: Array(40).fill(50), rate: 0.1 };
  const { q, k, v, options } = sendAttention(gpu, c, {
    ...attentionNumbers(c),
    k: new Float32Array(2000 * 16),
    v: new Float32Array(2000 * 16).fill(1),
  });
  const out = await gpu.read(attention(q, k, v, options)[0]);
  const mean = out.reduce((sum, x) => sum + x, 0) / out.length;
  const deviation = Math.sqrt(0.1 / 0.9 / (2000 * 4 * 50));
  ok(Math.abs(mean - 1) < 4 * deviation, `mean is ${mean}`);
  gpu.close();
});

Deno.test("attention() is tracked if one of its inputs is", async () => {
  const gpu = await Gpu.open();
  const c = cases["sequences of one token"];
  const { q, k, v, options } = sendAttention(gpu, c, attentionNumbers(c));
  const [a, b, d] = [q, k, v].map((x) => ({ ...x, tracked: false }));
  strictEqual(attention(a!, b!, d!, options)[0].tracked, false);
  strictEqual(attention(a!, b!, v, options)[0].tracked, true);
  gpu.close();
});

Deno.test("attention() refuses heads that it has no kernel for", async () => {
  const gpu = await Gpu.open();
  for (const [heads, headDim] of [[2, 6], [1, 132]] as const) {
    const c = { heads, headDim, lengths: [3] };
    const { q, k, v, options } = sendAttention(gpu, c, attentionNumbers(c));
    throws(
      () => attention(q, k, v, options),
      new RangeError(
        `Cannot attend with heads of width ${headDim}: hidden is ${
          heads * headDim
        } and there are ${heads} heads, expected a multiple of 4 from 4 to 128`,
      ),
    );
  }
  gpu.close();
});

Deno.test("attention() refuses shapes that do not fit, and a rate of 1", async () => {
  const gpu = await Gpu.open();
  const c = { heads: 2, headDim: 4, lengths: [3, 2] };
  const { q, k, v, options } = sendAttention(gpu, c, attentionNumbers(c));
  const wrong = (name: string, shape: string, expected: string) =>
    new RangeError(
      `Cannot use attention ${name}: its shape is [${shape}], expected [${expected}]`,
    );
  throws(
    () => attention(gpu.zeros([4, 8]), k, v, options),
    wrong("q", "4,8", "5,8"),
  );
  throws(
    () => attention(q, k, gpu.zeros([5, 4]), options),
    wrong("v", "5,4", "5,8"),
  );
  const sequences = sendSequences(gpu, Uint32Array.of(0, 3, 4));
  throws(
    () => attention(gpu.zeros([4, 8]), k, v, { ...options, sequences }),
    wrong("k", "5,8", "4,8"),
  );
  throws(
    () => attention(q, k, v, { ...options, dropout: { rate: 1, key: 1 } }),
    new RangeError(
      "Cannot drop probabilities: rate is 1, expected a number from 0 to below 1",
    ),
  );
  gpu.close();
});
