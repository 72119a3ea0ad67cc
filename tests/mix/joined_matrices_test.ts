import { deepStrictEqual } from "node:assert/strict";
import { abreast, stacked } from "../../lib/mix/joined_matrices.ts";

const [a, b] = [[1, 2, 3, 4], [5, 6, -0, 8]]
  .map((numbers) => ({ shape: [2, 2], data: Float32Array.from(numbers) })) as [
    { shape: number[]; data: Float32Array<ArrayBuffer> },
    { shape: number[]; data: Float32Array<ArrayBuffer> },
  ];

Deno.test("stacked() puts matrices one below the other", () => {
  deepStrictEqual(stacked([a, b]), {
    rows: 4,
    cols: 2,
    data: Float64Array.of(1, 2, 3, 4, 5, 6, -0, 8),
  });
  deepStrictEqual(
    stacked([a, b], [2, -1]).data,
    Float64Array.of(2, 4, 6, 8, -5, -6, 0, -8),
  );
});

Deno.test("abreast() puts matrices one beside the other", () => {
  deepStrictEqual(abreast([a, b]), {
    rows: 2,
    cols: 4,
    data: Float64Array.of(1, 2, 5, 6, 3, 4, -0, 8),
  });
  deepStrictEqual(
    abreast([a, b], [0.5, 0]).data,
    Float64Array.of(0.5, 1, 0, 0, 1.5, 2, -0, 0),
  );
});

Deno.test("one matrix joined with none is itself, of any shape", () => {
  const row = { shape: [1, 3], data: Float32Array.of(1, 2, 3) };
  const data = Float64Array.of(1, 2, 3);
  deepStrictEqual(stacked([row]), { rows: 1, cols: 3, data });
  deepStrictEqual(abreast([row]), { rows: 1, cols: 3, data });
});
