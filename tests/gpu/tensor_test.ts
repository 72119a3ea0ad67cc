import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import {
  bytesOf,
  dtypeOf,
  expectDtype,
  part,
  size,
} from "../../lib/gpu/tensor.ts";
import { Failure } from "../../lib/io/failure.ts";

Deno.test("size() multiplies the axes; a scalar has one element", () => {
  strictEqual(size([2, 3, 5]), 30);
  strictEqual(size([]), 1);
  strictEqual(size([4, 0]), 0);
});

Deno.test("bytesOf() counts, and refuses what the device cannot bind", async () => {
  strictEqual(bytesOf([2, 3], "f32", 24), 24);
  strictEqual(bytesOf([3], "f16", 24), 6);
  const refused = new Failure(
    "input",
    "Cannot make a tensor of shape [2,3]: it takes 24 bytes, expected at most 16 on this device",
  );
  throws(() => bytesOf([2, 3], "u32", 16), refused);

  const gpu = await Gpu.open();
  throws(() => gpu.empty([2 ** 20, 2 ** 20]), { kind: "input" });
  gpu.close();
});

Deno.test("dtypeOf() tells the types of host arrays apart", () => {
  strictEqual(dtypeOf(new Float32Array(1)), "f32");
  strictEqual(dtypeOf(new Float16Array(1)), "f16");
  strictEqual(dtypeOf(new Uint32Array(1)), "u32");
});

Deno.test("part() shows an aligned part of the same memory", async () => {
  const gpu = await Gpu.open();
  const whole = gpu.tensor([4, 64], Float32Array.from(Array(256).keys()));
  const row = part({ ...whole, tracked: true }, [8, 8], 64);
  deepStrictEqual([row.shape, row.offset, row.tracked], [[8, 8], 256, true]);
  strictEqual(row.storage, whole.storage);
  const numbers = await gpu.read(row);
  deepStrictEqual([numbers.length, numbers[0], numbers[63]], [64, 64, 127]);
  const below = part(row, [0], 64); // alignment counts from the memory's start
  strictEqual(below.offset, 512);
  gpu.close();
});

for (
  const [what, shape, start] of [
    ["does not start at 256 bytes", [8], 8],
    ["reaches past the tensor", [65], 192],
    ["starts before the tensor", [8], -64],
  ] as const
) {
  Deno.test(`part() throws if it ${what}`, async () => {
    const gpu = await Gpu.open();
    const whole = gpu.zeros([256]);
    const row = part(whole, [128], 128);
    throws(
      () => part(what.includes("before") ? row : whole, shape, start),
      new RangeError(
        `Cannot view [${shape}] at element ${start} of a tensor of shape [${
          what.includes("before") ? 128 : 256
        }]: expected an aligned part of it`,
      ),
    );
    gpu.close();
  });
}

Deno.test("expectDtype() names the type and what will do", async () => {
  const gpu = await Gpu.open();
  const counts = gpu.zeros([3], { dtype: "u32" });
  expectDtype(counts, "u32");
  throws(
    () => expectDtype(counts, "f32", "f16"),
    new TypeError(
      "Cannot use a tensor of shape [3]: its numbers are u32, expected f32 or f16",
    ),
  );
  gpu.close();
});
