import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { chooseRows, takeRows } from "../../lib/ops/take_rows.ts";

/** Four rows, in one sequence of three and one of one. */
const offsets = Uint32Array.of(0, 3, 4);

for (const cols of [3, 8]) { // by numbers and by vectors
  Deno.test(`takeRows() takes rows of ${cols} in order, and its pullback puts them back`, async () => {
    const gpu = await Gpu.open();
    const rowOf = (first: number) =>
      Array.from({ length: cols }, (_, c) => first + c);
    const x = gpu.tensor(
      [4, cols],
      Float32Array.from([0, 10, 20, 30].flatMap(rowOf)),
    );
    const choice = chooseRows(gpu, Uint32Array.of(3, 1), offsets);
    const [out, back] = takeRows({ ...x, tracked: true }, choice);
    deepStrictEqual([...await gpu.read(out)], [30, 10].flatMap(rowOf));

    const dout = gpu.tensor(
      [2, cols],
      Float32Array.from([50, 60].flatMap(rowOf)),
    );
    const none = Array<number>(cols).fill(0);
    deepStrictEqual(
      [...await gpu.read(back(dout)!)],
      [...none, ...rowOf(60), ...none, ...rowOf(50)],
    );
    gpu.close();
  });
}

Deno.test("takeRows() gives no gradient where none is wanted", async () => {
  const gpu = await Gpu.open();
  const x = gpu.tensor([2, 1], new Float32Array([1, 2]));
  const [out, back] = takeRows(
    x,
    chooseRows(gpu, Uint32Array.of(1), Uint32Array.of(0, 2)),
  );
  strictEqual(out.tracked, false);
  strictEqual(back(out), undefined);
  gpu.close();
});

Deno.test("chooseRows() refuses a row that is chosen twice or missing", async () => {
  const gpu = await Gpu.open();
  throws(
    () => chooseRows(gpu, Uint32Array.of(1, 1), offsets),
    new RangeError(
      "Cannot choose row 1: it is chosen twice, expected different rows below 4",
    ),
  );
  throws(
    () => chooseRows(gpu, Uint32Array.of(4), offsets),
    new RangeError(
      "Cannot choose row 4: it is missing, expected different rows below 4",
    ),
  );
  gpu.close();
});
