import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { embedding } from "../../lib/ops/embedding.ts";
import {
  assertClose,
  assertGradient,
  normals,
  type Numbers,
} from "../check.ts";

const ids = (...rows: number[]) => Uint32Array.from(rows);

/** A table in parts of so many rows; 1 is in the gradients already. */
function table(
  gpu: Gpu,
  numbers: Float32Array<ArrayBuffer>,
  heights: readonly number[],
  cols: number,
) {
  let row = 0;
  return heights.map((height) => {
    const part = numbers.slice(row * cols, (row += height) * cols);
    return {
      value: gpu.tensor([height, cols], part),
      grad: gpu.tensor([height, cols], part.map(() => 1)),
    };
  });
}

/** Rows of a table, in float64. */
const look = (numbers: Numbers, rows: Uint32Array, cols: number) =>
  Float64Array.from(
    { length: rows.length * cols },
    (_, i) => numbers[rows[Math.floor(i / cols)]! * cols + i % cols]!,
  );

const lookups = {
  "in one part": { heights: [8], rows: ids(3, 0, 7, 5, 1) },
  "in two parts": { heights: [5, 3], rows: ids(4, 5, 0, 7, 5, 4) },
  "with repeated rows": { heights: [2, 6], rows: ids(2, 2, 1, 2, 1, 2, 2) },
  "of more tokens than a workgroup has threads": {
    heights: [8],
    rows: Uint32Array.from({ length: 301 }, (_, i) => i * i % 8),
  },
};

for (const [what, { heights, rows }] of Object.entries(lookups)) {
  for (const cols of [5, 8]) { // by numbers and by vectors
    Deno.test(`embedding() of a table ${what}, ${cols} wide, matches the reference`, async () => {
      const gpu = await Gpu.open();
      const numbers = normals(8 * cols, 1);
      const dout = normals(rows.length * cols, 2);
      const parts = table(gpu, numbers, heights, cols);
      const [out, back] = embedding(gpu, [{ table: parts, ids: rows }]);
      strictEqual(back(gpu.tensor([rows.length, cols], dout)), undefined);

      const f = (v: Numbers) => look(v, rows, cols);
      deepStrictEqual(out.shape, [rows.length, cols]);
      deepStrictEqual(await gpu.read(out), Float32Array.from(f(numbers)));
      const grads = await Promise.all(parts.map(({ grad }) => gpu.read(grad)));
      const dx = grads.flatMap((grad) => [...grad.map((v) => v - 1)]);
      assertGradient(f, { x: numbers, dout, dx }, {
        tolerance: 1e-5,
        what: "dtable",
      });
      gpu.close();
    });
  }
}

Deno.test("embedding() adds several tables, and trains those that are trained", async () => {
  const gpu = await Gpu.open();
  const cols = 3;
  const [words, places] = [normals(6 * cols, 1), normals(4 * cols, 2)];
  const [word, place] = [ids(5, 0, 5), ids(0, 1, 2)];
  const dout = normals(3 * cols, 3);
  const [wordTable, placeTable] = [
    table(gpu, words, [4, 2], cols),
    table(gpu, places, [4], cols).map(({ value }) => ({ value })),
  ];
  const [out, back] = embedding(gpu, [
    { table: wordTable, ids: word },
    { table: placeTable, ids: place },
  ]);
  strictEqual(out.tracked, true);
  const second = look(places, place, cols);
  assertClose(
    await gpu.read(out),
    look(words, word, cols).map((v, i) => v + second[i]!),
    { tolerance: 1e-6, what: "out" },
  );
  back(gpu.tensor([3, cols], dout));
  const grad = await gpu.read(wordTable[1]!.grad); // rows 4 and 5
  assertClose(
    grad,
    [1, 1, 1, ...[0, 1, 2].map((c) => 1 + dout[c]! + dout[6 + c]!)],
    { tolerance: 1e-6, what: "grad" },
  );
  gpu.close();
});

Deno.test("embedding() replaces what was in its memory", async () => {
  const gpu = await Gpu.open();
  gpu.free(gpu.tensor([2, 3], normals(6, 1)));
  const one = { value: gpu.tensor([1, 3], new Float32Array([1, 2, 3])) };
  const [out] = embedding(gpu, [{ table: [one], ids: ids(0, 0) }]);
  deepStrictEqual(await gpu.read(out), new Float32Array([1, 2, 3, 1, 2, 3]));
  gpu.close();
});

Deno.test("embedding() of frozen tables is tracked only on demand", async () => {
  const gpu = await Gpu.open();
  const lookup = { table: [{ value: gpu.zeros([2, 3]) }], ids: ids(1) };
  const [out, back] = embedding(gpu, [lookup]);
  strictEqual(out.tracked, false);
  strictEqual(back(gpu.zeros([1, 3])), undefined);
  strictEqual(embedding(gpu, [lookup], { tracked: true })[0].tracked, true);
  gpu.close();
});

Deno.test("embedding() gives the same gradient bits each time", async () => {
  const gpu = await Gpu.open();
  const rows = Uint32Array.from({ length: 500 }, (_, i) => i * 7 % 3);
  const dout = gpu.tensor([500, 4], normals(2000, 2));
  const run = async () => {
    const parts = table(gpu, normals(12, 1), [3], 4);
    embedding(gpu, [{ table: parts, ids: rows }])[1](dout);
    return await gpu.read(parts[0]!.grad);
  };
  deepStrictEqual(await run(), await run());
  gpu.close();
});

Deno.test("embedding() throws at a row that the table has not", async () => {
  const gpu = await Gpu.open();
  const parts = [5, 3].map((height) => ({ value: gpu.zeros([height, 2]) }));
  throws(
    () => embedding(gpu, [{ table: parts, ids: ids(7, 8) }]),
    new RangeError(
      "Cannot look up row 8: the table has 8 rows, expected a number below that",
    ),
  );
  gpu.close();
});

Deno.test("embedding() throws if tables or lookups do not fit", async () => {
  const gpu = await Gpu.open();
  const [wide, narrow] = [3, 2].map((cols) => ({
    table: [{ value: gpu.zeros([4, cols]) }],
    ids: ids(0, 1),
  }));
  throws(
    () => embedding(gpu, [wide!, narrow!]),
    new RangeError(
      "Cannot use embedding table: its shape is [4,2], expected [4,3]",
    ),
  );
  throws(
    () => embedding(gpu, [wide!, { ...wide!, ids: ids(0, 1, 2) }]),
    new RangeError(
      "Cannot look up 3 rows: the first table is asked for 2, expected as many",
    ),
  );
  gpu.close();
});
