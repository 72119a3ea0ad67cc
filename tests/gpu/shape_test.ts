import { deepStrictEqual, throws } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { expectShape, rowsOf } from "../../lib/gpu/shape.ts";

Deno.test("rowsOf() takes all axes but the last as rows", () => {
  deepStrictEqual(rowsOf([2, 3, 5]), [6, 5]);
  deepStrictEqual(rowsOf([7]), [1, 7]);
  deepStrictEqual(rowsOf([0, 4]), [0, 4]);
  deepStrictEqual(rowsOf([]), [1, 1]);
});

Deno.test("expectShape() compares sizes and number of axes", async () => {
  const gpu = await Gpu.open();
  const tensor = gpu.zeros([2, 3]);
  expectShape("bias", tensor, [2, 3]);
  for (const shape of [[3, 2], [6], [2, 3, 1]]) {
    throws(
      () => expectShape("bias", tensor, shape),
      new RangeError(
        `Cannot use bias: its shape is [2,3], expected [${shape}]`,
      ),
    );
  }
  gpu.close();
});
