import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import type { HostTensor } from "../../../lib/io/safetensors.ts";
import { erdosRenyi } from "../../../lib/mix/criteria/erdos_renyi.ts";

const tensors = (shapes: Readonly<Record<string, readonly number[]>>) =>
  new Map(
    Object.entries(shapes).map(([name, shape]): [string, HostTensor] => {
      const size = shape.reduce((product, n) => product * n, 1);
      return [name, { shape: [...shape], data: new Float32Array(size) }];
    }),
  );

Deno.test("erdosRenyi() gives each matrix a density of its sizes' sum over their product", () => {
  // 32 and 64 of 256 and 1024 weights at one unit; at 4 units, densities 1/2, 1/4.
  const weights = tensors({ small: [16, 16], large: [32, 32] });
  const removals = erdosRenyi(weights, 1 - 384 / 1280);
  deepStrictEqual(removals, new Map([["large", 768], ["small", 128]]));
});

Deno.test("erdosRenyi() keeps a tensor whole where its density would pass 1", () => {
  // Of 20 that stay, 5 would be the bias's, which has 4; the other 16 are the matrix's.
  const removals = erdosRenyi(tensors({ up: [4, 8], bias: [4] }), 16 / 36);
  deepStrictEqual(removals, new Map([["bias", 0], ["up", 16]]));
});

Deno.test("erdosRenyi() gives what rounding leaves over to who lost most, then to the first", () => {
  // Of 10 that stay, 2.5 and 7.5 are wanted.
  const removals = erdosRenyi(tensors({ up: [4, 8], bias: [4] }), 26 / 36);
  deepStrictEqual(removals, new Map([["bias", 1], ["up", 25]]));
  // Of 11 that stay, 2.75 and 8.25 are wanted.
  const others = erdosRenyi(tensors({ up: [4, 8], vector: [4] }), 25 / 36);
  deepStrictEqual(others, new Map([["up", 24], ["vector", 1]]));
});

Deno.test("erdosRenyi() treats matrices of one size alike, whichever way round", () => {
  const weights = tensors({ a: [3, 5], b: [5, 3] });
  deepStrictEqual(erdosRenyi(weights, 0.8), new Map([["a", 12], ["b", 12]]));
});

Deno.test("erdosRenyi() removes exact counts at every share, none twice", () => {
  const shapes = { a: [7, 13], b: [29, 3], c: [5], d: [64, 16], e: [1, 1] };
  const weights = tensors(shapes);
  const all = 91 + 87 + 5 + 1024 + 1;
  for (let i = 0; i <= 40; i++) {
    const removals = erdosRenyi(weights, i / 40);
    let sum = 0;
    for (const [name, { data }] of weights) {
      const count = removals.get(name)!;
      ok(Number.isInteger(count) && count >= 0 && count <= data.length, name);
      sum += count;
    }
    strictEqual(sum, Math.floor(i / 40 * all), `${i / 40}`);
  }
});

Deno.test("erdosRenyi() of nothing removes nothing", () => {
  deepStrictEqual(erdosRenyi(new Map(), 0.5), new Map());
});
