import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import type { HostTensor, Weights } from "../../lib/io/safetensors.ts";
import { Gpu } from "../../lib/gpu/gpu.ts";
import {
  arenaParams,
  emptyArena,
  fillArena,
  layOut,
  sendParams,
  shapesOf,
} from "../../lib/model/arena.ts";

const tensor = (shape: number[], from: number): HostTensor => {
  const count = shape.reduce((product, n) => product * n, 1);
  return {
    shape,
    data: Float32Array.from({ length: count }, (_, i) => from + i),
  };
};

const weights: Weights = new Map([
  ["a", tensor([3], 1)],
  ["b", tensor([2, 40], 100)],
  ["c", tensor([64], 300)],
  ["d", tensor([1], 9)],
]);
const layout = layOut(shapesOf(weights));

Deno.test("layOut() starts each tensor at a multiple of 64 elements", () => {
  deepStrictEqual([...layout.places], [
    ["a", { shape: [3], start: 0 }],
    ["b", { shape: [2, 40], start: 64 }],
    ["c", { shape: [64], start: 192 }],
    ["d", { shape: [1], start: 256 }],
  ]);
  strictEqual(layout.size, 320);
});

Deno.test("layOut() of f16 starts each tensor at a multiple of 128 elements", () => {
  const { places, size } = layOut([["a", [3]], ["b", [100, 2]]], "f16");
  deepStrictEqual([...places.values()].map(({ start }) => start), [0, 128]);
  strictEqual(size, 128 + 256);
});

Deno.test("sendParams() stores f16 if told to, rounded", async () => {
  const gpu = await Gpu.open();
  const tenth = { shape: [3], data: new Float32Array(3).fill(0.1) };
  const params = sendParams(gpu, new Map([["a", tenth], ["b", tenth]]), "f16");
  const { value } = params.get("b", [3]);
  strictEqual(value.dtype, "f16");
  const rounded = Float16Array.of(0.1)[0]!;
  deepStrictEqual([...await gpu.read(value)], [rounded, rounded, rounded]);
  gpu.close();
});

Deno.test("layOut() of nothing is empty", () => {
  deepStrictEqual(layOut([]), { places: new Map(), size: 0 });
});

Deno.test("emptyArena() gives back what fillArena() put in, and gaps are zero", () => {
  const arena = fillArena(layout, weights);
  deepStrictEqual(emptyArena(layout, arena), weights);
  deepStrictEqual(
    [...arena.subarray(0, 6), ...arena.subarray(143, 146)],
    [1, 2, 3, 0, 0, 0, 179, 0, 0],
  );
});

Deno.test("emptyArena() copies: the arena may change afterwards", () => {
  const arena = fillArena(layout, weights);
  const copied = emptyArena(layout, arena);
  arena.fill(0);
  deepStrictEqual(copied, weights);
});

Deno.test("fillArena() refuses a missing tensor and one of another shape", () => {
  const without = new Map(weights);
  without.delete("b");
  throws(
    () => fillArena(layout, without),
    new TypeError(
      'Cannot fill an arena: "b" has shape [none], expected [2,40]',
    ),
  );
  throws(
    () => fillArena(layout, new Map([...weights, ["b", tensor([80], 0)]])),
    new TypeError('Cannot fill an arena: "b" has shape [80], expected [2,40]'),
  );
});

Deno.test("arenaParams() finds values and gradients, in the row that is asked for", async () => {
  const gpu = await Gpu.open();
  const two = new Float32Array(2 * layout.size);
  two.set(fillArena(layout, weights), layout.size);
  const values = gpu.tensor([2, layout.size], two);
  const grads = gpu.tensor([2, layout.size], two.map((v) => -v));
  const params = arenaParams(gpu, layout, { values, grads }, 1);
  strictEqual(params.has("b"), true);
  strictEqual(params.has("e"), false);
  const { value, grad } = params.get("b", [2, 40]);
  deepStrictEqual(await gpu.read(value), weights.get("b")!.data);
  deepStrictEqual(
    await gpu.read(grad!),
    weights.get("b")!.data.map((v) => -v),
  );
  const [table, ...more] = params.table("c", [64]);
  deepStrictEqual(await gpu.read(table!.value), weights.get("c")!.data);
  deepStrictEqual(more, []);
  gpu.close();
});

Deno.test("arenaParams() refuses a name or shape that the arena has not", async () => {
  const gpu = await Gpu.open();
  const values = gpu.zeros([layout.size]);
  const params = arenaParams(gpu, layout, { values });
  throws(
    () => params.get("e", [3]),
    new TypeError(
      'Cannot use "e" of an arena: its shape is [none], expected [3]',
    ),
  );
  throws(
    () => params.get("b", [80]),
    new TypeError(
      'Cannot use "b" of an arena: its shape is [2,40], expected [80]',
    ),
  );
  gpu.close();
});

Deno.test("sendParams() makes parameters that are not trained", async () => {
  const gpu = await Gpu.open();
  const { value, grad } = sendParams(gpu, weights).get("a", [3]);
  deepStrictEqual([...await gpu.read(value)], [1, 2, 3]);
  strictEqual(grad, undefined);
  gpu.close();
});
