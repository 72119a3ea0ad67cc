import { deepStrictEqual } from "node:assert/strict";
import type { Weights } from "../../../lib/io/safetensors.ts";
import { tiesGlobal } from "../../../lib/mix/methods/ties_global.ts";
import { weightsOf } from "../made_adapter.ts";

// Of 5 weights, those stay that are as large as the third smallest: 2 in both. The
// sums are 0, 0, -2, 6 and -3, so that minus is elected where they are 0.
const adapters = [
  weightsOf({ x: [5, -1, 0], y: [2, -3] }),
  weightsOf({ x: [-5, 1, -2], y: [4, 0.5] }),
];
const options = { coefficients: [1, 1], density: 0.4 };

Deno.test("tiesGlobal() trims over all tensors, resolves by majority, averages what agrees", () => {
  deepStrictEqual(
    tiesGlobal(adapters, options),
    weightsOf({ x: [-5, 0, -2], y: [3, -3] }),
  );
});

Deno.test("tiesGlobal() multiplies the merged vector with lambda", () => {
  deepStrictEqual(
    tiesGlobal(adapters, { ...options, lambda: 0.5 }),
    weightsOf({ x: [-2.5, 0, -1], y: [1.5, -1.5] }),
  );
});

Deno.test("tiesGlobal() merges what was learned since the reference", () => {
  const reference = weightsOf({ x: [1, 2, 4], y: [8, -16] });
  const moved = (weights: Weights) =>
    new Map([...weights].map(([name, { shape, data }]) => {
      const start = reference.get(name)!.data;
      return [name, { shape, data: data.map((v, i) => v + start[i]!) }];
    }));
  deepStrictEqual(
    tiesGlobal(adapters.map(moved), { ...options, reference }),
    moved(tiesGlobal(adapters, options)),
  );
});

Deno.test("tiesGlobal() keeps all that are as large as the smallest that is kept", () => {
  const equal = weightsOf({ x: [1, -1, 1, 1] });
  deepStrictEqual(
    tiesGlobal([equal], { coefficients: [1], density: 0.25 }),
    equal,
  );
});

Deno.test("tiesGlobal() elects minus where no sign has the majority", () => {
  const opposite = [weightsOf({ x: [2, 3] }), weightsOf({ x: [-2, -3] })];
  deepStrictEqual(
    tiesGlobal(opposite, { coefficients: [1, 1], density: 1 }),
    weightsOf({ x: [-2, -3] }),
  );
});
