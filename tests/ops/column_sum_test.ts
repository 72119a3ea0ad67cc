import { deepStrictEqual, throws } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { addParts, columnSum } from "../../lib/ops/column_sum.ts";
import { assertClose, normals } from "../check.ts";

for (
  const [rows, cols] of [[1, 1], [1, 130], [63, 5], [64, 3], [65, 64], [
    1000,
    7,
  ]] as const
) {
  Deno.test(`columnSum() of ${rows} x ${cols} adds to what is there`, async () => {
    const gpu = await Gpu.open();
    const [x, before] = [normals(rows * cols, 1), normals(cols, 2)];
    const total = gpu.tensor([cols], before);
    columnSum(gpu.tensor([rows, cols], x), total);
    const expected = Float64Array.from(before);
    x.forEach((v, i) => expected[i % cols]! += v);
    assertClose(await gpu.read(total), expected, {
      tolerance: 1e-5,
      what: "total",
    });
    gpu.close();
  });
}

Deno.test("columnSum() takes all axes but the last as rows", async () => {
  const gpu = await Gpu.open();
  const total = gpu.zeros([2]);
  const x = gpu.tensor([2, 2, 2], new Float32Array([1, 2, 3, 4, 5, 6, 7, 8]));
  columnSum(x, total);
  deepStrictEqual(await gpu.read(total), new Float32Array([16, 20]));
  gpu.close();
});

Deno.test("columnSum() of no rows adds nothing", async () => {
  const gpu = await Gpu.open();
  const total = gpu.tensor([2], new Float32Array([3, 4]));
  columnSum(gpu.zeros([0, 2]), total);
  deepStrictEqual(await gpu.read(total), new Float32Array([3, 4]));
  gpu.close();
});

Deno.test("columnSum() gives the same bits each time", async () => {
  const gpu = await Gpu.open();
  const x = gpu.tensor([1000, 7], normals(7000, 1));
  const sums = [gpu.zeros([7]), gpu.zeros([7])];
  for (const total of sums) columnSum(x, total);
  deepStrictEqual(await gpu.read(sums[0]!), await gpu.read(sums[1]!));
  gpu.close();
});

Deno.test("columnSum() and addParts() throw if the total does not fit", async () => {
  const gpu = await Gpu.open();
  throws(
    () => columnSum(gpu.zeros([100, 3]), gpu.zeros([4])),
    new RangeError("Cannot add parts: their shape is [2,3], expected [2,4]"),
  );
  throws(
    () => addParts(gpu.zeros([5, 2, 3]), gpu.zeros([2, 2])),
    new RangeError(
      "Cannot add parts: their shape is [5,2,3], expected [5,2,2]",
    ),
  );
  gpu.close();
});
