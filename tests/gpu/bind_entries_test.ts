import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { boundBytes } from "../../lib/gpu/bind_entries.ts";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { affine } from "./affine.ts";

const params = { count: 3, factor: 1, shift: 0 };

Deno.test("run() throws at a variable that the kernel lacks", async () => {
  const gpu = await Gpu.open();
  throws(
    () => gpu.run(affine, "step", { params, bind: { value: gpu.zeros([3]) } }),
    new TypeError(
      'Cannot run "affine.step": "value" is not a variable of the kernel, expected one of values, a, b, out',
    ),
  );
  gpu.close();
});

Deno.test("run() throws if what is written is read as well", async () => {
  const gpu = await Gpu.open();
  const [a, b] = [gpu.zeros([128]), gpu.zeros([64])];
  throws(
    () =>
      gpu.run(affine, "subtract", {
        params,
        bind: { a, b, out: gpu.view(a, [64], 64) },
      }),
    new TypeError(
      'Cannot run "affine.subtract": "a" and "out" share memory, expected memory of its own for what is written',
    ),
  );
  gpu.close();
});

Deno.test("run() throws at numbers of another width, not at bits of the same", async () => {
  const gpu = await Gpu.open();
  const [b, out] = [gpu.zeros([3]), gpu.empty([3])];
  const run = (dtype: "f16" | "u32") => {
    const a = gpu.zeros([3], { dtype });
    gpu.run(affine, "subtract", { params, bind: { a, b, out } });
  };
  throws(
    () => run("f16"),
    new TypeError('Cannot run "affine.subtract": "a" is f16, expected f32'),
  );
  run("u32");
  deepStrictEqual(await gpu.read(out), new Float32Array(3));
  gpu.close();
});

Deno.test("run() lets two variables read the same tensor", async () => {
  const gpu = await Gpu.open();
  const [a, out] = [gpu.zeros([3]), gpu.empty([3])];
  gpu.run(affine, "subtract", { params, bind: { a, b: a, out } });
  deepStrictEqual(await gpu.read(out), new Float32Array(3));
  gpu.close();
});

Deno.test("boundBytes() covers whole vectors of four", async () => {
  const gpu = await Gpu.open();
  strictEqual(boundBytes(gpu.empty([5])), 32);
  strictEqual(boundBytes(gpu.empty([9], { dtype: "f16" })), 32);
  strictEqual(boundBytes(gpu.empty([0])), 16);
  gpu.close();
});
