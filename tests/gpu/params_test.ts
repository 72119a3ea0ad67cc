import { deepStrictEqual, throws } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { affine, step } from "./affine.ts";

Deno.test("blocks of different numbers do not get mixed up", async () => {
  const gpu = await Gpu.open();
  const values = gpu.zeros([3]);
  for (const shift of [1, 2, 1, 3, 2, 1]) step(gpu, values, 10, shift);
  deepStrictEqual(
    await gpu.read(values),
    new Float32Array(3).fill(121321),
  );
  gpu.close();
});

Deno.test("more blocks than are kept give right results", async () => {
  const gpu = await Gpu.open();
  const values = gpu.zeros([1]);
  let expected = 0; // stays below 2^24, so the sum is exact
  for (let i = 0; i < 10_000; i++) {
    const shift = i % 2 ? -i : i;
    step(gpu, values, 1, shift);
    expected += shift;
  }
  step(gpu, values, 1, 0.5); // the first blocks are gone by now
  deepStrictEqual(await gpu.read(values), new Float32Array([expected + 0.5]));
  gpu.close();
});

Deno.test("whole numbers and fractions keep all their bits", async () => {
  const gpu = await Gpu.open();
  const values = gpu.tensor([1], new Float32Array([1]));
  step(gpu, values, Math.fround(0.1), Math.fround(1e-3));
  deepStrictEqual(
    await gpu.read(values),
    new Float32Array([Math.fround(0.1) + Math.fround(1e-3)]),
  );
  gpu.close();
});

Deno.test("run() throws if a parameter is missing", async () => {
  const gpu = await Gpu.open();
  const dispatch = {
    params: { count: 3, factor: 1 },
    bind: { values: gpu.zeros([3]) },
  };
  throws(
    () => gpu.run(affine, "step", dispatch),
    new TypeError(
      'Cannot run "affine": parameter "shift" is missing, expected a number',
    ),
  );
  gpu.close();
});

Deno.test("run() throws if a count is no whole number of 32 bits", async () => {
  const gpu = await Gpu.open();
  const values = gpu.zeros([3]);
  for (const count of [2.5, -1, 2 ** 32, NaN]) {
    throws(
      () =>
        gpu.run(affine, "step", {
          params: { count, factor: 1, shift: 0 },
          bind: { values },
        }),
      new RangeError(
        `Cannot run "affine": parameter "count" is ${count}, expected a whole number from 0 to 4294967295`,
      ),
    );
  }
  gpu.close();
});
