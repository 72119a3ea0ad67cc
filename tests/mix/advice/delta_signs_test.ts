import { deepStrictEqual } from "node:assert/strict";
import { Gpu } from "../../../lib/gpu/gpu.ts";
import { deltaSigns } from "../../../lib/mix/advice/delta_signs.ts";
import { deltaWeights } from "../../../lib/mix/delta_weights.ts";
import { fsdMatrix } from "../../../lib/mix/fsd.ts";
import { madeLora } from "./made_loras.ts";

Deno.test("deltaSigns() are the signs of all products, whatever the ranks", async () => {
  const gpu = await Gpu.open();
  const weights = [
    madeLora("a"),
    madeLora("b", { seed: 2, rank: 3 }),
    madeLora("c", { scale: 0 }),
  ].map((adapter) => adapter.weights);
  const found = await deltaSigns(gpu, weights);
  const { perTensor } = await fsdMatrix(gpu, weights.map(deltaWeights));
  gpu.close();
  deepStrictEqual(found, perTensor);
});
