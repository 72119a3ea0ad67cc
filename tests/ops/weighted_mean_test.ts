import { deepStrictEqual, throws } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { weightedMean } from "../../lib/ops/weighted_mean.ts";
import { assertClose, normals } from "../check.ts";
import { bitsOf, signedNumbers } from "../signed_numbers.ts";

for (const size of [301, 1300]) {
  Deno.test(`weightedMean() makes several mixtures of ${size} as the sums do`, async () => {
    const gpu = await Gpu.open();
    const members = 3;
    const x = normals(members * size, 1);
    const weights = [[0.5, 0.25, 0.25], [0, 1, 0], [-1, 0, 2], [0, 0, 0]];
    const out = weightedMean(
      gpu.tensor([members, size], x),
      gpu.tensor([4, members], new Float32Array(weights.flat())),
    );
    const expected = weights.flatMap((row) =>
      Array.from(
        { length: size },
        (_, c) => row.reduce((sum, w, n) => sum + w * x[n * size + c]!, 0),
      )
    );
    assertClose(await gpu.read(out), expected, {
      tolerance: 1e-6,
      what: "out",
    });
    gpu.close();
  });
}

for (const size of [199, 200]) {
  Deno.test(`weightedMean() of one vector of ${size} at weight 1 is that vector, bit for bit`, async () => {
    const gpu = await Gpu.open();
    const x = signedNumbers(size, 1);
    const rest = new Float32Array(size).fill(Infinity);
    const out = weightedMean(
      gpu.tensor([3, size], new Float32Array([...rest, ...x, ...rest])),
      gpu.tensor([1, 3], new Float32Array([0, 1, 0])),
    );
    deepStrictEqual(bitsOf(await gpu.read(out)), bitsOf(x));
    gpu.close();
  });
}

Deno.test("weightedMean() makes more mixtures than a thread does", async () => {
  const gpu = await Gpu.open();
  const weights = Array.from({ length: 19 }, (_, m) => [m, 1]).flat();
  const out = weightedMean(
    gpu.tensor([2, 4], new Float32Array([1, 2, 3, 4, 10, 20, 30, 40])),
    gpu.tensor([19, 2], new Float32Array(weights)),
  );
  const expected = Array.from(
    { length: 19 },
    (_, m) => [1, 2, 3, 4].map((v) => (m + 10) * v),
  );
  deepStrictEqual([...await gpu.read(out)], expected.flat());
  gpu.close();
});

Deno.test("weightedMean() gives the same bits twice", async () => {
  const gpu = await Gpu.open();
  const stacked = gpu.tensor([13, 77], normals(13 * 77, 1));
  const weights = gpu.tensor([5, 13], normals(5 * 13, 2));
  const first = await gpu.read(weightedMean(stacked, weights));
  deepStrictEqual(await gpu.read(weightedMean(stacked, weights)), first);
  gpu.close();
});

Deno.test("weightedMean() refuses a count of weights that is not the vectors'", async () => {
  const gpu = await Gpu.open();
  throws(
    () => weightedMean(gpu.zeros([3, 8]), gpu.zeros([1, 2])),
    new RangeError(
      "Cannot use weightedMean weights: its shape is [1,2], expected [1,3]",
    ),
  );
  gpu.close();
});
