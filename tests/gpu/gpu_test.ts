import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";

Deno.test("empty() is f32 and untracked, unless told otherwise", async () => {
  const gpu = await Gpu.open();
  const plain = gpu.empty([2, 3]);
  deepStrictEqual(
    [plain.gpu, plain.shape, plain.dtype, plain.tracked, plain.offset],
    [gpu, [2, 3], "f32", false, 0],
  );
  const told = gpu.empty([2], { dtype: "f16", tracked: true });
  deepStrictEqual([told.dtype, told.tracked], ["f16", true]);
  gpu.close();
});

Deno.test("clear() clears a view, and only that", async () => {
  const gpu = await Gpu.open();
  const whole = gpu.tensor([192], new Float32Array(192).fill(1));
  gpu.clear(gpu.view(whole, [64], 64));
  const numbers = await gpu.read(whole);
  strictEqual(numbers.reduce((sum, v) => sum + v), 128);
  deepStrictEqual([63, 64, 127, 128].map((i) => numbers[i]), [1, 0, 0, 1]);
  gpu.close();
});

Deno.test("write() to a view leaves the rest", async () => {
  const gpu = await Gpu.open();
  const whole = gpu.zeros([192]);
  gpu.write(gpu.view(whole, [2], 64), new Float32Array([3, 4]));
  const numbers = await gpu.read(whole);
  deepStrictEqual([63, 64, 65, 66].map((i) => numbers[i]), [0, 3, 4, 0]);
  gpu.close();
});

Deno.test("read() and readCounts() refuse each other's tensors", async () => {
  const gpu = await Gpu.open();
  await rejects(
    gpu.read(gpu.zeros([3], { dtype: "u32" })),
    new TypeError(
      "Cannot use a tensor of shape [3]: its numbers are u32, expected f32 or f16",
    ),
  );
  await rejects(
    gpu.readCounts(gpu.zeros([3])),
    new TypeError(
      "Cannot use a tensor of shape [3]: its numbers are f32, expected u32",
    ),
  );
  gpu.close();
});

Deno.test("two devices work side by side", async () => {
  const [one, two] = await Promise.all([Gpu.open(), Gpu.open()]);
  const a = one.tensor([1], new Float32Array([1]));
  const b = two.tensor([1], new Float32Array([2]));
  one.close();
  deepStrictEqual(await two.read(b), new Float32Array([2]));
  await rejects(one.read(a)); // closed
  two.close();
});

Deno.test("trim() gives back what nobody holds, and leaves the rest at work", async () => {
  const gpu = await Gpu.open();
  const held = gpu.tensor([3], new Float32Array([1, 2, 3]));
  const copy = gpu.empty([3]);
  const spare = gpu.tensor([3], new Float32Array([4, 5, 6]));
  gpu.copy(spare, copy); // waits, unsubmitted
  gpu.free(spare);
  strictEqual(gpu.memory.idle > 0, true);
  gpu.trim();
  strictEqual(gpu.memory.idle, 0);
  deepStrictEqual(await gpu.read(copy), new Float32Array([4, 5, 6]));
  deepStrictEqual(await gpu.read(held), new Float32Array([1, 2, 3]));
  gpu.close();
});
