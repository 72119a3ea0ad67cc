import { deepStrictEqual, throws } from "node:assert/strict";
import type { LoraConfig } from "../../lib/adapter/config.ts";
import { kinds } from "../../lib/adapter/kinds.ts";
import { deltaWeights } from "../../lib/mix/delta_weights.ts";
import {
  expectLora,
  factorise,
  scaled,
  unscaled,
} from "../../lib/mix/lora_space.ts";
import { assertClose } from "../check.ts";
import { numbersOf, weightsOf } from "./made_adapter.ts";
import { madeMembers } from "./made_members.ts";

const config: LoraConfig = kinds.lora({ hidden: 12, width: 2, alpha: 8 });

Deno.test("factorise() gives factors of the same names, shapes and products", () => {
  const [like] = madeMembers("lora", [1]).adapters;
  const deltas = deltaWeights(like!);
  const factors = factorise(deltas, like!);
  const shapes = (weights: typeof factors) =>
    [...weights].map(([name, { shape }]) => [name, shape]);
  deepStrictEqual(shapes(factors), shapes(like!));
  assertClose(numbersOf(deltaWeights(factors)), numbersOf(deltas), {
    tolerance: 1e-6,
    what: "product",
  });
});

Deno.test("unscaled() has a scaling of 1 everywhere, module by module too", () => {
  deepStrictEqual(unscaled(config, 3), { ...config, r: 6, alpha: 6 });
  const modules = { a: { r: 1, alpha: 4 }, b: { r: 3, alpha: 2 } };
  deepStrictEqual(unscaled({ ...config, modules }, 2).modules, {
    a: { r: 2, alpha: 2 },
    b: { r: 6, alpha: 6 },
  });
});

Deno.test("scaled() multiplies each tensor with its own number", () => {
  const weights = weightsOf({ a: [1, -2], b: [3] });
  deepStrictEqual(
    scaled(weights, (name) => name === "a" ? 2 : -1),
    weightsOf({ a: [2, -4], b: [-3] }),
  );
});

Deno.test("expectLora() refuses bottlenecks", () => {
  deepStrictEqual(expectLora({ adapters: [], config }, "do it"), config);
  throws(() => expectLora(madeMembers("houlsby", []), "do it"), {
    name: "Failure",
    message: "Cannot do it: they are bottlenecks, expected LoRAs",
  });
});
