import { ok } from "node:assert/strict";
import { innerProducts } from "../../../lib/mix/advice/inner_products.ts";
import { effectOf } from "../made_members.ts";
import { madeLora } from "./made_loras.ts";

Deno.test("innerProducts() of LoRAs are those of what they add, scaling included", () => {
  const adapters = [
    madeLora("a", { seed: 1 }),
    madeLora("b", { seed: 2, rank: 3, alpha: 9 }),
  ];
  const effects = adapters.map(({ config, weights }) =>
    effectOf({ config: config!, weights })
  );
  const found = innerProducts(adapters);
  for (const [i, j] of [[0, 0], [0, 1], [1, 0], [1, 1]] as const) {
    let sum = 0;
    for (const [name, { data }] of effects[i]!) {
      data.forEach((v, at) => sum += v * effects[j]!.get(name)!.data[at]!);
    }
    ok(Math.abs(found[i]![j]! / sum - 1) < 1e-5, `${found[i]![j]}, ${sum}`);
  }
});
