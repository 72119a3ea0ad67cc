import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { average } from "../../lib/mix/average.ts";
import { assertClose } from "../check.ts";
import { bitsOf } from "../signed_numbers.ts";
import { madeAdapter, numbersOf, weightsOf } from "./made_adapter.ts";

Deno.test("average() is the mean of every tensor", async () => {
  const gpu = await Gpu.open();
  const mean = await average(gpu, [
    weightsOf({ up: [1, -2], down: [0] }),
    weightsOf({ down: [3], up: [3, 2] }),
  ]);
  deepStrictEqual(mean, weightsOf({ down: [1.5], up: [2, 0] }));
  gpu.close();
});

Deno.test("average() of one adapter is that adapter, bit for bit", async () => {
  const gpu = await Gpu.open();
  const adapter = madeAdapter(1);
  const mean = await average(gpu, [adapter]);
  strictEqual(mean.size, adapter.size);
  for (const [name, { shape, data }] of mean) {
    deepStrictEqual(shape, adapter.get(name)!.shape);
    deepStrictEqual(bitsOf(data), bitsOf(adapter.get(name)!.data));
  }
  gpu.close();
});

Deno.test("average() of copies of an adapter is that adapter", async () => {
  const gpu = await Gpu.open();
  const adapter = madeAdapter(1);
  for (const k of [2, 3, 8, 13]) {
    const mean = await average(gpu, Array(k).fill(adapter));
    const what = `${k} copies`;
    // Each of k additions rounds, but two halves add up exactly; a device may
    // take subnormal halves for zero.
    assertClose(numbersOf(mean), numbersOf(adapter), {
      tolerance: k === 2 ? 2 ** -126 : k * 2 ** -24,
      what,
    });
  }
  gpu.close();
});

Deno.test("average() does not depend on the adapters' order, but for rounding", async () => {
  const gpu = await Gpu.open();
  const adapters = [1, 2, 3, 4, 5].map(madeAdapter);
  assertClose(
    numbersOf(await average(gpu, adapters.toReversed())),
    numbersOf(await average(gpu, adapters)),
    { tolerance: 5 * 2 ** -24, what: "mean" },
  );
  gpu.close();
});

Deno.test("average() takes adapters that are too large for one go", async () => {
  const gpu = await Gpu.open();
  const size = 9_000_001;
  const data = new Float32Array(size);
  data[0] = 1;
  data[8_388_608] = 3; // first one of the second go
  data[size - 1] = 5;
  const one = new Map([["up", { shape: [size], data }]]);
  const other = new Map([["up", {
    shape: [size],
    data: data.map((v) => 3 * v),
  }]]);
  const mean = (await average(gpu, [one, other])).get("up")!.data;
  deepStrictEqual([mean[0], mean[8_388_608], mean[size - 1]], [2, 6, 10]);
  strictEqual(mean.reduce((sum, v) => sum + v, 0), 18);
  gpu.close();
});

Deno.test("average() refuses to mix nothing", async () => {
  const gpu = await Gpu.open();
  await rejects(average(gpu, []), {
    name: "Failure",
    message: "Cannot match adapters: there are 0, expected at least 1",
  });
  gpu.close();
});
