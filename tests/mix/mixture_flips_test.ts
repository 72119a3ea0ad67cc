import { deepStrictEqual } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { average } from "../../lib/mix/average.ts";
import { changedSigns } from "../../lib/mix/changed_signs.ts";
import { mixtureFlips } from "../../lib/mix/mixture_flips.ts";
import { madeAdapter, weightsOf } from "./made_adapter.ts";

Deno.test("mixtureFlips() compares each member with what became of it", async () => {
  const gpu = await Gpu.open();
  const adapters = [
    weightsOf({ up: [4, -1, 1], down: [2] }),
    weightsOf({ up: [-2, 3, -1], down: [1] }),
    weightsOf({ up: [-9, 0, -9], down: [-9] }),
  ];
  // The means of the first two are 1, 1, 0 and 1.5.
  const mixtures = [[0], [0, 1], [2, 0, 1]];
  deepStrictEqual(await mixtureFlips(gpu, adapters, mixtures), {
    size: 4,
    flips: [[0, 0, 0], [1, 1, 0], [4, 1, 0]],
  });
  gpu.close();
});

Deno.test("mixtureFlips() finds what changedSigns() finds of each mixture by itself", async () => {
  const gpu = await Gpu.open();
  const adapters = [1, 2, 3, 4].map((seed) =>
    // Weights that a sum may round to zero are left out.
    new Map(
      [...madeAdapter(seed)].map(([name, { shape, data }]) => [
        name,
        { shape, data: data.map((v) => Math.abs(v) < 1e-30 ? 0 : v) },
      ]),
    )
  );
  const mixtures = [[0, 1], [1, 3], [0, 1, 2], [0, 1, 2, 3]];
  const { size, flips } = await mixtureFlips(gpu, adapters, mixtures);
  for (const [m, members] of mixtures.entries()) {
    const chosen = members.map((i) => adapters[i]!);
    const changed = await changedSigns(
      gpu,
      chosen,
      await average(gpu, chosen),
    );
    deepStrictEqual(members.map((i) => flips[m]![i]! / size), changed);
  }
  gpu.close();
});
