import { deepStrictEqual, throws } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { gradNorm } from "../../lib/ops/grad_norm.ts";
import { assertClose, normals } from "../check.ts";
import { oneWorkgroup } from "./watch_runs.ts";

Deno.test("gradNorm() of (3, 4) is 5, and clips it to 1", async () => {
  const gpu = await Gpu.open();
  const grads = gpu.tensor([2], new Float32Array([3, -4]));
  assertClose(await gpu.read(gradNorm(grads, 1)), [5, 1 / (5 + 1e-6)], {
    tolerance: 1e-7,
    what: "norm",
  });
  gpu.close();
});

Deno.test("gradNorm() leaves short gradients, and all if there is no limit", async () => {
  const gpu = await Gpu.open();
  const grads = gpu.tensor([2], new Float32Array([3, -4]));
  deepStrictEqual([...await gpu.read(gradNorm(grads, 6))], [5, 1]);
  deepStrictEqual([...await gpu.read(gradNorm(grads, 0))], [5, 1]);
  deepStrictEqual([...await gpu.read(gradNorm(gpu.zeros([5]), 1))], [0, 1]);
  gpu.close();
});

// Below one vector, no multiple of four, more than one workgroup of parts, and
// more than the largest number of parts.
for (const length of [1, 3, 301, 70_001, 5_000_003]) {
  Deno.test(`gradNorm() of ${length} numbers is right to 1e-6`, async () => {
    const gpu = await Gpu.open();
    const values = normals(length, 1);
    const exact = Math.sqrt(values.reduce((sum, x) => sum + x * x, 0));
    const grads = gpu.tensor([length], values);
    const norm = await gpu.read(gradNorm(grads, exact / 2));
    const factor = exact / 2 / (exact + 1e-6);
    assertClose([norm[0]! / exact, norm[1]!], [1, factor], {
      tolerance: 1e-7,
      what: "norm / exact",
    });
    deepStrictEqual(await gpu.read(gradNorm(grads, exact / 2)), norm);
    gpu.close();
  });
}

Deno.test("gradNorm() does not drift where all numbers are the same", async () => {
  const gpu = await Gpu.open();
  const length = 20_000_000;
  const grads = gpu.tensor([length], new Float32Array(length).fill(0.1));
  const exact = Math.sqrt(length) * Math.fround(0.1);
  const [norm] = await gpu.read(gradNorm(grads, 0));
  assertClose([norm! / exact], [1], { tolerance: 1e-7, what: "norm / exact" });
  gpu.close();
});

Deno.test("gradNorm() needs no more than one workgroup", async () => {
  const gpu = oneWorkgroup(await Gpu.open());
  const grads = gpu.tensor([10_000], new Float32Array(10_000).fill(2));
  deepStrictEqual([...await gpu.read(gradNorm(grads, 200))], [200, 1]);
  gpu.close();
});

Deno.test("gradNorm() ignores what lies behind the last number", async () => {
  const gpu = await Gpu.open();
  const memory = gpu.tensor([4], new Float32Array([3, 4, 100, 100]));
  const [norm] = await gpu.read(gradNorm(gpu.view(memory, [2]), 1));
  deepStrictEqual(norm, 5);
  gpu.close();
});

Deno.test("gradNorm() refuses a negative limit", async () => {
  const gpu = await Gpu.open();
  throws(
    () => gradNorm(gpu.zeros([2]), -1),
    new RangeError(
      "Cannot clip gradients: the largest norm is -1, expected 0 or more",
    ),
  );
  gpu.close();
});
