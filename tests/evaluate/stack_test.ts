import { deepStrictEqual, throws } from "node:assert/strict";
import type { Weights } from "../../lib/io/safetensors.ts";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { mixStack, stackAdapters } from "../../lib/evaluate/stack.ts";
import { smallShape } from "../adapter/made_adapter.ts";

const config = smallShape("pfeiffer");

/** Two tensors of an adapter, of which one does not divide by four. */
function weights(...values: number[]): Weights {
  const [a = 0, b = 0, c = 0, ...rest] = values;
  return new Map([
    ["odd", { shape: [3], data: Float32Array.of(a, b, c) }],
    ["even", { shape: [2, 2], data: Float32Array.from(rest) }],
  ]);
}

const stacked = [
  weights(1, 2, 3, 4, 5, 6, 7),
  weights(-1, 0, 1, 0, 1, 2, 3),
  weights(9, 9, 9, -8, 8, -8, 8),
];

Deno.test("mixStack() is the mean over each set, as weights in groups", async () => {
  const gpu = await Gpu.open();
  const mixed = mixStack(gpu, stackAdapters(gpu, config, stacked), [
    [1],
    [0, 1],
    [0, 1, 2],
  ]);
  const odd = mixed.get("odd", [3]).value;
  const even = mixed.get("even", [2, 2]).value;
  deepStrictEqual([odd.shape, even.shape], [[3, 3], [3, 2, 2]]);
  deepStrictEqual(
    [...await gpu.read(odd)],
    [-1, 0, 1, 0, 1, 2, ...[9, 11, 13].map((sum) => Math.fround(sum / 3))],
  );
  deepStrictEqual([...await gpu.read(even)].slice(0, 8), [
    ...[0, 1, 2, 3],
    ...[2, 3, 4, 5],
  ]);
  gpu.close();
});

Deno.test("mixStack() refuses a name or shape that adapters do not have", async () => {
  const gpu = await Gpu.open();
  const mixed = mixStack(gpu, stackAdapters(gpu, config, stacked), [[0]]);
  throws(
    () => mixed.get("odd", [4]),
    new TypeError(
      'Cannot use "odd" of a stack: its shape is [3], expected [4]',
    ),
  );
  throws(
    () => mixed.get("missing", [4]),
    new TypeError(
      'Cannot use "missing" of a stack: its shape is [none], expected [4]',
    ),
  );
  gpu.close();
});

Deno.test("stackAdapters() refuses an adapter of another shape", async () => {
  const gpu = await Gpu.open();
  const wrong = { shape: [2], data: new Float32Array(2) };
  throws(
    () =>
      stackAdapters(gpu, config, [
        stacked[0]!,
        new Map([...stacked[1]!, ["odd", wrong]]),
      ]),
    new TypeError(
      'Cannot stack adapters: "odd" has shape [2], expected [3]',
    ),
  );
  gpu.close();
});
