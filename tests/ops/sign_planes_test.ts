import { deepStrictEqual, throws } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { packSigns, signPlanes } from "../../lib/ops/sign_planes.ts";
import { normals } from "../check.ts";

Deno.test("packSigns() gives zeros no sign and subnormals theirs", async () => {
  const gpu = await Gpu.open();
  const x = new Float32Array([1, -1, 0, -0, 1e-45, -1e-45, Infinity, -2]);
  const planes = signPlanes(gpu, 1, 8);
  packSigns(gpu.tensor([8], x), planes, 0);
  deepStrictEqual([...await gpu.readCounts(planes)], [0b01010001, 0b10100010]);
  gpu.close();
});

Deno.test("packSigns() takes nothing from beyond the vector's end", async () => {
  const gpu = await Gpu.open();
  const ones = gpu.tensor([64], new Float32Array(64).fill(1));
  const planes = signPlanes(gpu, 1, 33);
  packSigns(gpu.view(ones, [33]), planes, 0);
  deepStrictEqual([...await gpu.readCounts(planes)], [0xffffffff, 0, 1, 0]);
  gpu.close();
});

Deno.test("packSigns() writes its row only", async () => {
  const gpu = await Gpu.open();
  const x = normals(77, 1);
  const planes = signPlanes(gpu, 3, 77);
  gpu.clear(planes);
  packSigns(gpu.tensor([7, 11], x), planes, 1);
  const expected = new Uint32Array(3 * 3 * 2);
  x.forEach((v, i) => {
    expected[6 + 2 * (i >> 5) + (v > 0 ? 0 : 1)]! |= 1 << (i & 31);
  });
  deepStrictEqual(await gpu.readCounts(planes), expected);
  gpu.close();
});

Deno.test("packSigns() refuses planes of another size and a row that is not there", async () => {
  const gpu = await Gpu.open();
  const x = gpu.tensor([64], new Float32Array(64));
  throws(
    () => packSigns(x, signPlanes(gpu, 2, 65), 0),
    new RangeError(
      "Cannot use packSigns planes: its shape is [2,3,2], expected [2,2,2]",
    ),
  );
  throws(
    () => packSigns(x, signPlanes(gpu, 2, 64), 2),
    new RangeError(
      "Cannot pack signs: row is 2, expected a whole number from 0 to 1",
    ),
  );
  gpu.close();
});
