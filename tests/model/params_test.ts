import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import type { HostTensor, Weights } from "../../lib/io/safetensors.ts";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { find, firstOf, frozen } from "../../lib/model/params.ts";
import { pack } from "../../lib/text/batches.ts";
import { sendBatch } from "../../lib/model/batch.ts";
import { encoder } from "../../lib/model/encoder.ts";
import { smallConfig, smallWeights } from "./small_model.ts";

const numbers: HostTensor = {
  shape: [5, 3],
  data: Float32Array.from({ length: 15 }, (_, i) => i),
};
const weights: Weights = new Map([["table", numbers]]);

/** A device that binds no more bytes than this. */
async function narrowGpu(bytes: number): Promise<Gpu> {
  const gpu = await Gpu.open();
  Object.assign(gpu.info.limits, { maxStorageBufferBindingSize: bytes });
  return gpu;
}

Deno.test("frozen() sends a parameter once, outside of all scopes", async () => {
  const gpu = await Gpu.open();
  const params = frozen(gpu, weights, "a model");
  const first = (() => {
    using _ = gpu.scope();
    return params.get("table", [5, 3]);
  })();
  gpu.tensor([5, 3], new Float32Array(15)); // would take freed memory
  strictEqual(params.get("table", [5, 3]), first);
  deepStrictEqual(await gpu.read(first.value), numbers.data);
  strictEqual(first.grad, undefined);
  gpu.close();
});

Deno.test("frozen() cuts a table between rows to what one binding holds", async () => {
  const gpu = await narrowGpu(4 * 3 * 2 + 8); // two rows and a bit
  const parts = frozen(gpu, weights, "a model").table("table", [5, 3]);
  deepStrictEqual(parts.map(({ value }) => value.shape), [
    [2, 3],
    [2, 3],
    [1, 3],
  ]);
  deepStrictEqual([...await gpu.read(parts[1]!.value)], [6, 7, 8, 9, 10, 11]);
  deepStrictEqual([...await gpu.read(parts[2]!.value)], [12, 13, 14]);
  gpu.close();
});

Deno.test("frozen() refuses a matrix that is larger than one binding", async () => {
  const gpu = await narrowGpu(32);
  const params = frozen(gpu, weights, '"m"');
  throws(
    () => params.get("table", [5, 3]),
    inputError(
      'Cannot use "table" of "m": it is larger than one binding of this device, expected at most 32 bytes',
    ),
  );
  gpu.close();
});

Deno.test("an encoder with a table in parts gives the same states", async () => {
  // A word table of 60,000 x 8 takes 1.9 MB; nothing else comes near 1 MB.
  const config = { ...smallConfig, vocab_size: 60_000, num_hidden_layers: 1 };
  const all = smallWeights(config);
  const ids = [0, 59_999, 30_000, 31_249, 31_250, 2];
  const encoded = [{ ids, types: ids.map(() => 0), label: 0, index: 0 }];
  const states: Float32Array[] = [];
  for (const bytes of [2 ** 27, 1_000_000]) {
    const gpu = await narrowGpu(bytes);
    const params = frozen(gpu, all, "a model");
    const encode = encoder(gpu, config, params);
    const batch = sendBatch(gpu, pack(encoded, { firstPosition: 2 }));
    states.push(await gpu.read(encode(batch)[0]));
    gpu.close();
  }
  deepStrictEqual(states[1], states[0]);
});

Deno.test("find() names a tensor that is missing or of another shape", () => {
  throws(
    () => find(weights, "other", [2], '"m"'),
    inputError(
      'Cannot use "m": it has no tensor "other", expected one of shape [2]',
    ),
  );
  throws(
    () => find(weights, "table", [3, 5], '"m"'),
    inputError(
      'Cannot use "m": tensor "table" has shape [5,3], expected [3,5]',
    ),
  );
  strictEqual(find(weights, "table", [5, 3], '"m"'), numbers);
});

Deno.test("an encoder names the tensor that its model lacks", async () => {
  const gpu = await Gpu.open();
  const all = new Map(smallWeights());
  all.delete("encoder.layer.1.output.dense.bias");
  throws(
    () => encoder(gpu, smallConfig, frozen(gpu, all, '"models/small"')),
    inputError(
      'Cannot use "models/small": it has no tensor "encoder.layer.1.output.dense.bias", expected one of shape [8]',
    ),
  );
  gpu.close();
});

Deno.test("firstOf() looks in the first place, then in the second", async () => {
  const gpu = await Gpu.open();
  const other: HostTensor = { shape: [1], data: new Float32Array([7]) };
  const [a, b] = [
    frozen(gpu, weights, "a"),
    frozen(gpu, new Map([["table", other], ["b", other]]), "b"),
  ];
  const both = firstOf(a, b);
  strictEqual(both.get("table", [5, 3]), a.get("table", [5, 3]));
  strictEqual(both.get("b", [1]), b.get("b", [1]));
  strictEqual(both.table("b", [1]), b.table("b", [1]));
  deepStrictEqual(["table", "b", "c"].map(both.has), [true, true, false]);
  gpu.close();
});

Deno.test("frozen() in f16 halves the bytes of embeddings and encoder, not of heads", async () => {
  const gpu = await Gpu.open();
  const of = (rows: number): HostTensor => ({
    shape: [rows, 64],
    data: new Float32Array(64 * rows).fill(0.1),
  });
  const names = ["embeddings.w", "encoder.w", "pooler.w"];
  const all = new Map(names.map((name) => [name, of(64)]));
  const held = (dtype: "f32" | "f16") => {
    using params = frozen(gpu, all, "a model", dtype);
    const before = gpu.memory.held;
    return names.map((name) => {
      const { value } = params.get(name, [64, 64]);
      return [value.dtype, gpu.memory.held - before];
    });
  };
  const bytes = 64 * 64 * 4;
  deepStrictEqual(held("f32"), [
    ["f32", bytes],
    ["f32", 2 * bytes],
    ["f32", 3 * bytes],
  ]);
  deepStrictEqual(held("f16"), [
    ["f16", bytes / 2],
    ["f16", bytes],
    ["f32", 2 * bytes],
  ]);
  gpu.close();
});

Deno.test("frozen() cuts a table of f16 between twice as many rows", async () => {
  const gpu = await narrowGpu(4 * 3 * 2);
  const table = new Map([["embeddings.table", numbers]]);
  const parts = frozen(gpu, table, "a model", "f16")
    .table("embeddings.table", [5, 3]);
  deepStrictEqual(parts.map(({ value }) => value.shape), [[4, 3], [1, 3]]);
  deepStrictEqual([...await gpu.read(parts[1]!.value)], [12, 13, 14]);
  gpu.close();
});

Deno.test("frozen() that is disposed of frees all, and sends it again if it is used", async () => {
  const gpu = await Gpu.open();
  const params = frozen(gpu, weights, "a model");
  const before = gpu.memory.held;
  params.get("table", [5, 3]);
  params[Symbol.dispose]();
  strictEqual(gpu.memory.held, before);
  const { value } = params.get("table", [5, 3]);
  deepStrictEqual(await gpu.read(value), numbers.data);
  gpu.close();
});
