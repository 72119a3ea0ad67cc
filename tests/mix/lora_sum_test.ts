import { deepStrictEqual } from "node:assert/strict";
import { deltaWeights } from "../../lib/mix/delta_weights.ts";
import { factorise } from "../../lib/mix/lora_space.ts";
import { factoriseSum } from "../../lib/mix/lora_sum.ts";
import { linear } from "../../lib/mix/methods/linear.ts";
import { assertClose } from "../check.ts";
import { numbersOf } from "./made_adapter.ts";
import { madeMembers } from "./made_members.ts";

Deno.test("factoriseSum() is the factors of the products' sum, however many", () => {
  // Of rank 2 and 12 features, so that 6 adapters have as many ranks as features.
  for (const count of [1, 3, 6, 8]) {
    const { adapters } = madeMembers("lora", [...Array(count).keys()]);
    const coefficients = adapters.map((_, i) => 0.5 - 0.2 * i);
    const found = factoriseSum(adapters, () => coefficients);
    const sum = linear(adapters.map(deltaWeights), { coefficients });
    const dense = factorise(sum, adapters[0]!);
    deepStrictEqual(
      [...found].map(([name, { shape }]) => [name, shape]),
      [...dense].map(([name, { shape }]) => [name, shape]),
    );
    assertClose(
      numbersOf(deltaWeights(found)),
      numbersOf(deltaWeights(dense)),
      { tolerance: 1e-5, what: `${count} adapters` },
    );
  }
});

Deno.test("factoriseSum() takes coefficients of its own at each module", () => {
  const { adapters } = madeMembers("lora", [1]);
  const first = deltaWeights(adapters[0]!).keys().next().value!;
  const found = factoriseSum(adapters, (module) => [module === first ? 2 : 1]);
  const [deltas, before] = [found, adapters[0]!].map(deltaWeights);
  for (const [module, { data }] of before!) {
    const times = module === first ? 2 : 1;
    assertClose(deltas!.get(module)!.data, data.map((v) => times * v), {
      tolerance: 1e-5,
      what: module,
    });
  }
});
