import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { inputError } from "../../lib/io/failure.ts";
import { Pool } from "../../lib/gpu/pool.ts";
import { normals } from "../check.ts";
import { step } from "./affine.ts";

Deno.test("memory that came back is used again for sizes close to it", async () => {
  const gpu = await Gpu.open();
  const first = gpu.empty([1000]);
  gpu.free(first);
  strictEqual(gpu.empty([1010]).storage, first.storage);
  gpu.close();
});

Deno.test("memory that came back takes new numbers after its last use", async () => {
  const gpu = await Gpu.open();
  const old = gpu.tensor([4], new Float32Array([1, 2, 3, 4]));
  const copy = gpu.empty([4]);
  gpu.copy(old, copy); // waits, unsubmitted
  gpu.free(old);
  const fresh = gpu.tensor([4], new Float32Array([5, 6, 7, 8]));
  strictEqual(fresh.storage, old.storage);
  deepStrictEqual(await gpu.read(copy), new Float32Array([1, 2, 3, 4]));
  deepStrictEqual(await gpu.read(fresh), new Float32Array([5, 6, 7, 8]));
  gpu.close();
});

Deno.test("zeros() are zeros in memory that came back", async () => {
  const gpu = await Gpu.open();
  for (const dtype of ["f32", "f16"] as const) {
    const used = gpu.empty([5], { dtype });
    const data = [1, 2, 3, 4, 5];
    gpu.write(
      used,
      dtype === "f32" ? Float32Array.from(data) : Float16Array.from(data),
    );
    gpu.free(used);
    const zeros = gpu.zeros([5], { dtype });
    strictEqual(zeros.storage, used.storage);
    deepStrictEqual(await gpu.read(zeros), new Float32Array(5));
  }
  gpu.close();
});

Deno.test("the peak counts what is held at one time, in whole blocks", async () => {
  const gpu = await Gpu.open();
  {
    using _ = gpu.scope();
    gpu.empty([64]);
    gpu.empty([65]);
    strictEqual(gpu.memory.heldPeak, 256 + 512);
  }
  gpu.empty([1]);
  strictEqual(gpu.memory.heldPeak, 256 + 512);
  gpu.close();
});

Deno.test("what was in use at one time stays for the next step", () => {
  let destroyed = 0;
  const createBuffer = () => ({ destroy: () => destroyed++ });
  const pool = new Pool({ createBuffer } as unknown as GPUDevice);
  const step = [1, 2, 3].map(() => pool.take(2 ** 30));
  step.forEach((storage) => pool.give(storage));
  strictEqual(pool.overfull, false); // three GiB wait, as many as were in use
  pool.account.forgetPeaks();
  strictEqual(pool.overfull, true); // nobody knows of them any more
  pool.trim();
  strictEqual(destroyed, 3);
  strictEqual(pool.account.idle, 0);
});

Deno.test("the peak stays the same over many steps", async () => {
  const gpu = await Gpu.open();
  const data = normals(3000, 1);
  const total = gpu.zeros([3000]);
  const train = () => {
    using _ = gpu.scope();
    const x = gpu.tensor([3000], data);
    for (let layer = 0; layer < 5; layer++) {
      const y = gpu.empty([3000]);
      gpu.copy(x, y);
      step(gpu, y, 1, layer);
    }
    gpu.copy(x, total);
  };
  train();
  const peak = gpu.memory.heldPeak;
  for (let i = 0; i < 300; i++) train();
  strictEqual(gpu.memory.heldPeak, peak);
  deepStrictEqual(await gpu.read(total), data);
  gpu.close();
});

Deno.test("memory is not rounded up past the largest buffer", () => {
  const sizes: number[] = [];
  const createBuffer = ({ size }: { size: number }) => void sizes.push(size);
  const most = 2 ** 31 - 16;
  const pool = new Pool({ createBuffer } as unknown as GPUDevice, most);
  const bytes = 1.9 * 2 ** 30;
  pool.give(pool.take(bytes));
  pool.give(pool.take(most)); // has the same block
  deepStrictEqual(sizes, [most]);
});

Deno.test("empty() throws if the device cannot bind so much", async () => {
  const gpu = await Gpu.open();
  const most = gpu.info.limits.maxStorageBufferBindingSize!;
  throws(
    () => gpu.empty([most / 4 + 1]),
    inputError(
      `Cannot make a tensor of shape [${most / 4 + 1}]: it takes ${
        most + 4
      } bytes, expected at most ${most} on this device`,
    ),
  );
  gpu.close();
});
