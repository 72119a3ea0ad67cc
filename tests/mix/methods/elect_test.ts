import { deepStrictEqual } from "node:assert/strict";
import { electSigns, meanOfElected } from "../../../lib/mix/methods/elect.ts";

const voters = [[4, 0, 2, 0], [0, 3, -3, 0], [0, -5, 2, 0]]
  .map((numbers) => Float32Array.from(numbers));

Deno.test("electSigns() elects by sum or by number; 0 where the votes cancel", () => {
  deepStrictEqual([...electSigns(voters, "total")], [1, -1, 1, 0]);
  deepStrictEqual([...electSigns(voters, "frequency")], [1, 0, 1, 0]);
});

Deno.test("electSigns() adds in float64", () => {
  const close = [[1e8], [1], [-1e8]].map((v) => Float32Array.from(v));
  deepStrictEqual([...electSigns(close, "total")], [1]);
});

Deno.test("meanOfElected() divides by the number that agree, whatever they count", () => {
  const signs = Int8Array.of(1, -1, 1, 1);
  deepStrictEqual(
    [...meanOfElected(voters, signs, [1, 1, 1])],
    [4, -5, 2, 0],
  );
  deepStrictEqual(
    [...meanOfElected(voters, signs, [2, 1, 0.5])],
    [8, -2.5, 2.5, 0],
  );
});

Deno.test("meanOfElected() counts products that underflow", () => {
  const least = 2 ** -149;
  const tiny = [Float32Array.of(least), Float32Array.of(3 * least)];
  deepStrictEqual(
    meanOfElected(tiny, Int8Array.of(1), [1, 1]),
    Float32Array.of(2 * least),
  );
});
