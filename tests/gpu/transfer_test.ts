import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { copiedBytes } from "../../lib/gpu/transfer.ts";
import { normals } from "../check.ts";

/** The bits of numbers, which tell NaN and -0 apart. */
const bits = ({ buffer, byteOffset, length }: Float32Array<ArrayBuffer>) =>
  new Uint32Array(buffer, byteOffset, length);

for (const count of [1, 3, 64, 1000, 65537]) {
  Deno.test(`${count} numbers of each type come back as they went`, async () => {
    const gpu = await Gpu.open();
    const f32 = normals(count, 1);
    deepStrictEqual(await gpu.read(gpu.tensor([count], f32)), f32);
    const f16 = Float16Array.from(f32);
    const back = await gpu.read(gpu.tensor([count], f16));
    deepStrictEqual(back, Float32Array.from(f16));
    const u32 = Uint32Array.from(f32, (_, i) => 0xffffffff - 7 * i);
    deepStrictEqual(await gpu.readCounts(gpu.tensor([count], u32)), u32);
    gpu.close();
  });
}

Deno.test("signs of zero, infinities, NaN and subnormals survive", async () => {
  const gpu = await Gpu.open();
  const odd = new Float32Array([-0, 0, 1 / 0, -1 / 0, NaN, 1e-45, -1e-40]);
  const back = await gpu.read(gpu.tensor([7], odd));
  deepStrictEqual(bits(back), bits(odd));
  gpu.close();
});

Deno.test("part of a host array is sent, not the array around it", async () => {
  const gpu = await Gpu.open();
  const around = Float32Array.from(Array(10).keys());
  const back = await gpu.read(gpu.tensor([3], around.subarray(4, 7)));
  deepStrictEqual(back, new Float32Array([4, 5, 6]));
  const halves = Float16Array.from(Array(10).keys());
  const rest = await gpu.read(gpu.tensor([5], halves.subarray(1, 6)));
  deepStrictEqual(rest, new Float32Array([1, 2, 3, 4, 5]));
  gpu.close();
});

Deno.test("a tensor of no numbers is read as none", async () => {
  const gpu = await Gpu.open();
  strictEqual((await gpu.read(gpu.tensor([0, 4], normals(0, 1)))).length, 0);
  gpu.close();
});

Deno.test("what is read is the caller's own", async () => {
  const gpu = await Gpu.open();
  const tensor = gpu.tensor([2], new Float32Array([1, 2]));
  (await gpu.read(tensor)).fill(9);
  deepStrictEqual(await gpu.read(tensor), new Float32Array([1, 2]));
  gpu.close();
});

Deno.test("copiedBytes() rounds an odd number of f16 up to a word", async () => {
  const gpu = await Gpu.open();
  strictEqual(copiedBytes(gpu.empty([3], { dtype: "f16" })), 8);
  strictEqual(copiedBytes(gpu.empty([3])), 12);
  gpu.close();
});

Deno.test("write() throws if number or type do not fit the tensor", async () => {
  const gpu = await Gpu.open();
  const tensor = gpu.zeros([2, 3]);
  throws(
    () => gpu.write(tensor, normals(5, 1)),
    new RangeError(
      "Cannot fill a tensor of shape [2,3]: data has 5 elements, expected 6",
    ),
  );
  throws(
    () => gpu.write(tensor, new Uint32Array(6)),
    new TypeError(
      "Cannot fill a tensor of shape [2,3]: data is u32, expected f32",
    ),
  );
  gpu.close();
});

Deno.test("copy() copies all types, and refuses what does not fit", async () => {
  const gpu = await Gpu.open();
  const from = gpu.tensor([3], Float16Array.from([1, 2, 3]));
  const to = gpu.zeros([3, 1], { dtype: "f16" });
  gpu.copy(from, to);
  deepStrictEqual(await gpu.read(to), new Float32Array([1, 2, 3]));
  throws(
    () => gpu.copy(from, gpu.zeros([4], { dtype: "f16" })),
    new RangeError(
      "Cannot copy into f16 [4]: the source is f16 [3], expected the same size and type",
    ),
  );
  throws(
    () => gpu.copy(from, gpu.zeros([3])),
    new RangeError(
      "Cannot copy into f32 [3]: the source is f16 [3], expected the same size and type",
    ),
  );
  gpu.close();
});
