import { deepStrictEqual } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { average } from "../../lib/mix/average.ts";
import { changedSigns } from "../../lib/mix/changed_signs.ts";
import { madeAdapter, weightsOf } from "./made_adapter.ts";

Deno.test("changedSigns() compares each member with the mixture, not with the others", async () => {
  const gpu = await Gpu.open();
  const members = [
    weightsOf({ up: [4, -1, 1], down: [2] }),
    weightsOf({ up: [-2, 3, -1], down: [1] }),
  ];
  // The mean is 1, 1, 0 and 1.5: in one place nothing is left to compare with.
  const mixture = await average(gpu, members);
  deepStrictEqual(await changedSigns(gpu, members, mixture), [1 / 4, 1 / 4]);
  gpu.close();
});

Deno.test("changedSigns() of an adapter alone is zero", async () => {
  const gpu = await Gpu.open();
  const adapter = madeAdapter(1);
  const mixture = await average(gpu, [adapter]);
  deepStrictEqual(await changedSigns(gpu, [adapter], mixture), [0]);
  gpu.close();
});
