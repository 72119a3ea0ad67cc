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

Deno.test("signDiff() counts more segments than a device starts workgroups", async () => {
  const gpu = await Gpu.open();
  const planes = signPlanes(gpu, 2, 32);
  const [a, b] = [new Float32Array(32), new Float32Array(32)];
  [a[0], a[1], b[0], b[1]] = [1, 2, -1, 3];
  packSigns(gpu.tensor([32], a), planes, 0);
  packSigns(gpu.tensor([32], b), planes, 1);
  // The last segments are empty, so that what was counted before would show.
  const segments = new Uint32Array(2 * 66_000).fill(1);
  for (let s = 0; s < 65_536; s++) segments[2 * s] = 0;
  const counts = await gpu.readCounts(signDiff(planes, {
    pairs: gpu.tensor([1, 2], new Uint32Array([0, 1])),
    segments: gpu.tensor([66_000, 2], segments),
  }));
  deepStrictEqual(new Set(counts.subarray(0, 2 * 65_536)), new Set([1, 2]));
  deepStrictEqual(new Set(counts.subarray(2 * 65_536)), new Set([0]));
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
