import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { Failure } from "../../lib/io/failure.ts";
import { knownAnswers, selfCheck } from "../../lib/ops/self_check.ts";

for (const profile of ["gpu", "cpu"] as const) {
  Deno.test(`selfCheck() finds every kernel right (${profile})`, async () => {
    const gpu = await Gpu.open({ profile });
    const results = await selfCheck(gpu);
    deepStrictEqual(results.filter(({ ok }) => !ok), []);
    deepStrictEqual(
      results.map(({ kernel }) => kernel),
      Object.keys(knownAnswers).sort(),
    );
    gpu.close();
  });
}

/**
 * Tensors that every device can bind at a time.
 *
 * @see WebGPU, section "Limits": maxStorageBuffersPerShaderStage
 */
const MOST_BOUND = 8;

for (const profile of ["gpu", "cpu"] as const) {
  Deno.test(`no kernel binds more tensors than every device can (${profile})`, async () => {
    const gpu = await Gpu.open({ profile });
    const run = gpu.run.bind(gpu);
    const greedy: string[] = [];
    gpu.run = (kernel, entry, dispatch) => {
      const count = Object.keys(dispatch.bind).length;
      if (count > MOST_BOUND) greedy.push(`${kernel.name}.${entry}: ${count}`);
      run(kernel, entry, dispatch);
    };
    await selfCheck(gpu);
    deepStrictEqual(greedy, []);
    gpu.close();
  });
}

Deno.test("selfCheck() frees all that it made", async () => {
  const gpu = await Gpu.open();
  await selfCheck(gpu);
  const peak = gpu.memory.heldPeak;
  await selfCheck(gpu);
  strictEqual(gpu.memory.heldPeak, peak);
  gpu.close();
});

Deno.test("selfCheck() finds wrong numbers, and says which kernel's", async () => {
  const gpu = await Gpu.open();
  const read = gpu.read.bind(gpu);
  gpu.read = async (tensor) => {
    const numbers = await read(tensor);
    return numbers.map((v) => v === 109 ? 108 : v); // of column_sum
  };
  const wrong = (await selfCheck(gpu)).filter(({ ok }) => !ok);
  deepStrictEqual(wrong, [
    { kernel: "column_sum", error: 1 / 110, ok: false },
  ]);
  gpu.close();
});

Deno.test("selfCheck() takes what is no number for wrong", async () => {
  const gpu = await Gpu.open();
  const read = gpu.read.bind(gpu);
  gpu.read = async (tensor) => (await read(tensor)).map(() => NaN);
  const results = await selfCheck(gpu);
  const { error, ok } = results.find(({ kernel }) => kernel === "add")!;
  deepStrictEqual({ error, ok }, { error: Infinity, ok: false });
  gpu.close();
});

Deno.test("selfCheck() throws what the device refuses", async () => {
  const gpu = await Gpu.open();
  const refused = new Failure("failure", 'Cannot run "add.forward": refused');
  gpu.run = () => {
    throw refused;
  };
  await rejects(selfCheck(gpu), refused);
  gpu.close();
});
