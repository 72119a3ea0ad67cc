import { deepStrictEqual, throws } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { signDiff } from "../../lib/ops/sign_diff.ts";
import { packSigns, signPlanes } from "../../lib/ops/sign_planes.ts";
import { signedNumbers } from "../signed_numbers.ts";

Deno.test("signDiff() counts what a loop over each pair and segment counts", async () => {
  const gpu = await Gpu.open();
  // More than the 8192 numbers that the threads of a workgroup take in one go.
  const size = 20_000;
  const vectors = [1, 2, 3, 4].map((seed) => signedNumbers(size, seed));
  const planes = signPlanes(gpu, 4, size);
  vectors.forEach((x, row) => packSigns(gpu.tensor([size], x), planes, row));
  const pairs = [[0, 1], [2, 0], [3, 3]];
  const segments = [[0, 1], [1, 500], [500, 500], [600, 625]];

  const counts = signDiff(planes, {
    pairs: gpu.tensor([3, 2], new Uint32Array(pairs.flat())),
    segments: gpu.tensor([4, 2], new Uint32Array(segments.flat())),
  });
  const expected = segments.flatMap(([from = 0, to = 0]) =>
    pairs.flatMap(([i = 0, j = 0]) => {
      const a = vectors[i]!.subarray(32 * from, 32 * to);
      const b = vectors[j]!.subarray(32 * from, 32 * to);
      const signs = a.map((v, at) => Math.sign(v) * Math.sign(b[at]!));
      return [
        signs.filter((sign) => sign < 0).length,
        signs.filter((sign) => sign !== 0).length,
      ];
    })
  );
  deepStrictEqual([...await gpu.readCounts(counts)], expected);
  gpu.close();
});

Deno.test("signDiff() refuses pairs that are none", async () => {
  const gpu = await Gpu.open();
  const triples = gpu.zeros([2, 3], { dtype: "u32" });
  const segments = gpu.zeros([1, 2], { dtype: "u32" });
  throws(
    () => signDiff(signPlanes(gpu, 2, 32), { pairs: triples, segments }),
    new RangeError(
      "Cannot use signDiff pairs: its shape is [2,3], expected [2,2]",
    ),
  );
  gpu.close();
});
