import { deepStrictEqual, rejects } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { type Method, methods } from "../../lib/mix/methods.ts";
import { assertClose } from "../check.ts";
import { madeAdapter, numbersOf, weightsOf } from "./made_adapter.ts";

for (const [name, method] of Object.entries<Method>(methods)) {
  Deno.test(`${name} of one adapter, nothing removed, is that adapter`, async () => {
    const gpu = await Gpu.open();
    const adapter = madeAdapter(1);
    const mixture = await method(gpu, [adapter], { sparsity: 0 });
    deepStrictEqual(numbersOf(mixture), numbersOf(adapter));
    gpu.close();
  });

  Deno.test(`${name} does not depend on the adapters' order, but for rounding`, async () => {
    const gpu = await Gpu.open();
    const adapters = [1, 2, 3].map(madeAdapter);
    const mix = async (adapters: ReturnType<typeof madeAdapter>[]) =>
      numbersOf(await method(gpu, adapters, { sparsity: 0.5 }));
    assertClose(await mix(adapters.toReversed()), await mix(adapters), {
      tolerance: 2 ** -22,
      what: "mixture",
    });
    gpu.close();
  });

  Deno.test(`${name} refuses adapters of other tensors`, async () => {
    const gpu = await Gpu.open();
    const adapters = [madeAdapter(1), weightsOf({ "layer.0.up": [1] })];
    await rejects(method(gpu, adapters, { sparsity: 0.5 }), {
      name: "Failure",
      message:
        'Cannot match adapters: adapter 1 has no tensor "layer.0.up", expected one as in adapter 2',
    });
    gpu.close();
  });
}
