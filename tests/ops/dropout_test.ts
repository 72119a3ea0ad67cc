import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { dropout } from "../../lib/ops/dropout.ts";
import { assertClose, normals } from "../check.ts";
import { uniformAt } from "./uniform_at.ts";

/** What the mask multiplies each element by. */
const factors = (count: number, rate: number, key: number) =>
  Float64Array.from(
    { length: count },
    (_, i) => uniformAt(key, i) >= Math.fround(rate) ? 1 / (1 - rate) : 0,
  );

for (
  const [count, rate, key] of [[303, 0.1, 7], [50, 0.5, 0xfedcba98]] as const
) {
  Deno.test(`dropout() at rate ${rate} masks output and gradient alike`, async () => {
    const gpu = await Gpu.open();
    const [x, dout] = [normals(count, 1), normals(count, 2)];
    const [out, back] = dropout(
      { ...gpu.tensor([count], x), tracked: true },
      { rate, key },
    );
    const dx = back(gpu.tensor([count], dout))!;
    const mask = factors(count, rate, key);
    const close = { tolerance: 1e-6 };
    assertClose(await gpu.read(out), mask.map((m, i) => m * x[i]!), {
      ...close,
      what: "out",
    });
    assertClose(await gpu.read(dx), mask.map((m, i) => m * dout[i]!), {
      ...close,
      what: "dx",
    });
    gpu.close();
  });
}

/** Which of many elements are kept. */
async function kept(gpu: Gpu, count: number, rate: number, key: number) {
  const ones = gpu.tensor([count], new Float32Array(count).fill(1));
  const [out] = dropout(ones, { rate, key });
  return (await gpu.read(out)).map((v) => Math.sign(v));
}

Deno.test("dropout() keeps the share that it should, and the mean", async () => {
  const gpu = await Gpu.open();
  const count = 100_000;
  for (const rate of [0.1, 0.5, 0.9]) {
    const mean = (await kept(gpu, count, rate, 3)).reduce((a, b) => a + b) /
      count;
    const deviation = Math.sqrt(rate * (1 - rate) / count);
    strictEqual(Math.abs(mean - (1 - rate)) < 5 * deviation, true, `${mean}`);
  }
  gpu.close();
});

Deno.test("dropout() with another key drops independently", async () => {
  const gpu = await Gpu.open();
  const count = 100_000;
  const a = await kept(gpu, count, 0.5, 3);
  for (const key of [4, 0x80000003]) {
    const b = await kept(gpu, count, 0.5, key);
    const same = a.filter((v, i) => v === b[i]).length / count;
    strictEqual(Math.abs(same - 0.5) < 5 * 0.5 / Math.sqrt(count), true);
  }
  deepStrictEqual(await kept(gpu, count, 0.5, 3), a);
  gpu.close();
});

Deno.test("dropout() at rate 0, or of none, passes tensors on", async () => {
  const gpu = await Gpu.open();
  const dout = gpu.zeros([3]);
  for (const options of [undefined, { rate: 0, key: 1 }]) {
    const x = { ...gpu.zeros([3]), tracked: true };
    const [out, back] = dropout(x, options);
    strictEqual(out, x);
    strictEqual(back(dout), dout);
  }
  gpu.close();
});

Deno.test("dropout() gives no gradient where none is wanted", async () => {
  const gpu = await Gpu.open();
  for (const options of [undefined, { rate: 0.5, key: 1 }]) {
    const [out, back] = dropout(gpu.zeros([3]), options);
    strictEqual(out.tracked, false);
    strictEqual(back(gpu.zeros([3])), undefined);
  }
  gpu.close();
});

for (const rate of [-0.1, 1, 2, NaN]) {
  Deno.test(`dropout() throws at rate ${rate}`, async () => {
    const gpu = await Gpu.open();
    throws(
      () => dropout(gpu.zeros([3]), { rate, key: 1 }),
      new RangeError(
        `Cannot drop elements: rate is ${rate}, expected a number from 0 to below 1`,
      ),
    );
    gpu.close();
  });
}
