import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { chooseRows, takeRows } from "../../lib/ops/take_rows.ts";

Deno.test("takeRows() takes rows in order, and its pullback puts them back", async () => {
  const gpu = await Gpu.open();
  const x = gpu.tensor([4, 3], Float32Array.from({ length: 12 }, (_, i) => i));
  const choice = chooseRows(gpu, new Uint32Array([3, 1]), 4);
  const [out, back] = takeRows({ ...x, tracked: true }, choice);
  deepStrictEqual([...await gpu.read(out)], [9, 10, 11, 3, 4, 5]);

  const dout = gpu.tensor([2, 3], new Float32Array([1, 2, 3, 4, 5, 6]));
  deepStrictEqual(
    [...await gpu.read(back(dout)!)],
    [0, 0, 0, 4, 5, 6, 0, 0, 0, 1, 2, 3],
  );
  gpu.close();
});

Deno.test("takeRows() gives no gradient where none is wanted", async () => {
  const gpu = await Gpu.open();
  const x = gpu.tensor([2, 1], new Float32Array([1, 2]));
  const [out, back] = takeRows(x, chooseRows(gpu, new Uint32Array([1]), 2));
  strictEqual(out.tracked, false);
  strictEqual(back(out), undefined);
  gpu.close();
});

Deno.test("chooseRows() refuses a row that is chosen twice or missing", async () => {
  const gpu = await Gpu.open();
  throws(
    () => chooseRows(gpu, new Uint32Array([1, 1]), 4),
    new RangeError(
      "Cannot choose row 1: it is chosen twice, expected different rows below 4",
    ),
  );
  throws(
    () => chooseRows(gpu, new Uint32Array([4]), 4),
    new RangeError(
      "Cannot choose row 4: it is missing, expected different rows below 4",
    ),
  );
  gpu.close();
});
