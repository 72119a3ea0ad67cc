import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import {
  compareSigns,
  comparisonsOf,
  signMeasures,
} from "../../lib/mix/compare_signs.ts";
import { fsdMatrix } from "../../lib/mix/fsd.ts";
import { madeAdapter, weightsOf } from "./made_adapter.ts";

const a = weightsOf({
  "layer.0.adapter_up.weight": [1, -2, 0, 4],
  "layer.1.adapter_up.bias": [1, 1],
});
const b = weightsOf({
  "layer.0.adapter_up.weight": [-3, -2, 5, 4],
  "layer.1.adapter_up.bias": [0, -1],
});

Deno.test("compareSigns() divides by weights, by weights with a sign, by magnitudes", async () => {
  const gpu = await Gpu.open();
  const found: unknown[] = [];
  for (const measure of signMeasures) {
    const [whole] = await compareSigns(gpu, [a, b], { measure });
    found.push([whole!.part, whole!.size, whole!.values[0]![1]]);
  }
  // Opposite: 1 and -3, 1 and -1. Magnitudes: 4 + 4 + 5 + 8, 1 + 2.
  deepStrictEqual(found, [
    ["all", 6, 2 / 6],
    ["all", 6, 2 / 4],
    ["all", 6, 6 / 24],
  ]);
  gpu.close();
});

Deno.test("compareSigns() takes adapters apart", async () => {
  const gpu = await Gpu.open();
  const parts = async (by: "layer" | "kind") =>
    (await compareSigns(gpu, [a, b], { by }))
      .map(({ part, size, values }) => [part, size, values[1]![0]]);
  deepStrictEqual(await parts("layer"), [
    ["block 0", 4, 1 / 4],
    ["block 1", 2, 1 / 2],
  ]);
  deepStrictEqual(await parts("kind"), [["up", 4, 1 / 4], ["bias", 2, 1 / 2]]);
  const { perTensor } = await fsdMatrix(gpu, [a, b]);
  deepStrictEqual(
    comparisonsOf(perTensor, { by: "layer", measure: "nonzero" })
      .map(({ values }) => values[0]![1]),
    [1 / 3, 1],
  );
  gpu.close();
});

for (const measure of signMeasures) {
  Deno.test(`compareSigns() by ${measure} is symmetric, zero with itself and the same when both are scaled`, async () => {
    const gpu = await Gpu.open();
    const adapters = [1, 2, 3].map(madeAdapter);
    const scaled = adapters.map((weights) =>
      new Map(
        [...weights].map(([name, { shape, data }]) => [
          name,
          { shape, data: data.map((v) => 8 * v) },
        ]),
      )
    );
    const [{ values } = { values: [] }] = await compareSigns(gpu, adapters, {
      measure,
    });
    for (const [i, row] of values.entries()) {
      strictEqual(row[i], 0);
      row.forEach((value, j) => strictEqual(value, values[j]![i]));
      ok(row.every((value) => value >= 0 && value < 1));
    }
    const [other] = await compareSigns(gpu, scaled, { measure });
    deepStrictEqual(other!.values, values);
    gpu.close();
  });
}
