import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { repeatRows } from "../../lib/ops/repeat_rows.ts";
import { sharedGpu } from "../shared_gpu.ts";

for (const cols of [3, 8]) { // by numbers and by vectors
  Deno.test(`repeatRows() puts copies of rows of ${cols} end to end`, async () => {
    const gpu = await sharedGpu();
    using _ = gpu.scope();
    const once = Float32Array.from({ length: 200 * cols }, (_, i) => i);
    const x = gpu.tensor([200, cols], once);
    for (const copies of [1, 3]) {
      const out = repeatRows(x, copies);
      deepStrictEqual(out.shape, [copies * 200, cols]);
      const expected = Array(copies).fill([...once]).flat();
      deepStrictEqual([...await gpu.read(out)], expected);
    }
  });
}

Deno.test("repeatRows() of one copy is another tensor, of none the same", async () => {
  const gpu = await sharedGpu();
  using _ = gpu.scope();
  const x = gpu.zeros([2, 3]);
  strictEqual(repeatRows(x), x);
  strictEqual(repeatRows(x, 1).storage === x.storage, false);
});

Deno.test("repeatRows() refuses a tensor whose gradient is wanted", async () => {
  const gpu = await sharedGpu();
  using _ = gpu.scope();
  const x = { ...gpu.zeros([2, 3]), tracked: true };
  throws(
    () => repeatRows(x, 2),
    new TypeError(
      "Cannot repeat a tensor of shape [2,3]: a gradient is wanted at it, expected none",
    ),
  );
  strictEqual(repeatRows(x), x);
});
