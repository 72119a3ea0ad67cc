import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { chooseRows } from "../../lib/ops/take_rows.ts";
import { pack } from "../../lib/text/batches.ts";
import { sendBatch } from "../../lib/model/batch.ts";
import { encoder } from "../../lib/model/encoder.ts";
import { firstOf, frozen } from "../../lib/model/params.ts";
import { bottleneckAdapter } from "../../lib/adapter/bottleneck.ts";
import type { BottleneckConfig } from "../../lib/adapter/config.ts";
import { drawAdapter } from "../../lib/adapter/adapter.ts";
import { random } from "../../lib/math/random.ts";
import { assertClose, normals } from "../check.ts";
import { recordRuns } from "../ops/watch_runs.ts";
import { smallShape } from "../adapter/made_adapter.ts";
import { sharedGpu } from "../shared_gpu.ts";
import { sentBatch, smallConfig, smallWeights } from "./small_model.ts";
import { trainedParams } from "./trained_params.ts";

const TOKENS = 12;
const HIDDEN = 8;

/** An encoder with trained Pfeiffer bottlenecks in some of its blocks. */
function withAdapter(gpu: Gpu, leave_out: number[]) {
  const shape = { ...smallShape("pfeiffer") as BottleneckConfig, leave_out };
  const drawn = drawAdapter(shape, smallConfig, random(1, "adapter"));
  const { params, grads } = trainedParams(gpu, drawn);
  const model = frozen(gpu, smallWeights(), "a model");
  const all = firstOf(params, model);
  const wrapper = bottleneckAdapter(shape, HIDDEN, all);
  return { encode: encoder(gpu, smallConfig, all, { wrapper }), grads };
}

/** Kernels that the pullback starts, of an encoder with an adapter. */
async function backwardRuns(leave_out: number[]): Promise<string[]> {
  const gpu = await sharedGpu();
  const { encode } = withAdapter(gpu, leave_out);
  const [out, back] = encode(sentBatch(gpu));
  const dout = gpu.tensor(out.shape, normals(TOKENS * HIDDEN, 2));
  const runs = recordRuns(gpu);
  strictEqual(back(dout), undefined);
  return runs;
}

Deno.test("encoder() starts no kernel below the lowest trained tensor", async () => {
  const [both, last] = [await backwardRuns([]), await backwardRuns([0])];
  // From the last block's output down to its own bottleneck: no attention.
  ok(last.length > 0 && last.length < both.length / 2, `${last}`);
  const attention = (runs: string[]) =>
    runs.filter((entry) => /quer|key|delta/.test(entry));
  deepStrictEqual(attention(last), []);
  ok(attention(both).length > 0, `${both}`);
  deepStrictEqual(await backwardRuns([0, 1]), []);
});

Deno.test("encoder() adds the same gradients for chosen rows as for all", async () => {
  const gpu = await Gpu.open();
  const rows = Uint32Array.from([0, 4, 7]);
  const dout = normals(3 * HIDDEN, 2);
  const spread = new Float32Array(TOKENS * HIDDEN);
  rows.forEach((row, i) => {
    spread.set(dout.subarray(i * HIDDEN, (i + 1) * HIDDEN), row * HIDDEN);
  });
  const [full, few] = [withAdapter(gpu, []), withAdapter(gpu, [])];
  const batch = sentBatch(gpu);
  const [all, backAll] = full.encode(batch);
  backAll(gpu.tensor([TOKENS, HIDDEN], spread));
  const [some, backSome] = few.encode(
    batch,
    chooseRows(gpu, rows, batch.offsets),
  );
  backSome(gpu.tensor([3, HIDDEN], dout));

  const states = await gpu.read(all);
  assertClose(
    await gpu.read(some),
    [...rows].flatMap((row) => [
      ...states.subarray(row * HIDDEN, (row + 1) * HIDDEN),
    ]),
    { tolerance: 1e-5, what: "states" },
  );
  const expected = await full.grads();
  for (const [name, { data }] of await few.grads()) {
    ok(data.some((v) => v !== 0), name);
    assertClose(data, expected.get(name)!.data, {
      tolerance: 1e-5,
      what: name,
    });
  }
  gpu.close();
});

Deno.test("encoder() gives the gradient at the embeddings only if it is wanted", async () => {
  const gpu = await sharedGpu();
  const params = frozen(gpu, smallWeights(), "a model");
  const batch = sentBatch(gpu);
  const dout = gpu.tensor([TOKENS, HIDDEN], normals(TOKENS * HIDDEN, 2));
  const back = (inputGradient: boolean) =>
    encoder(gpu, smallConfig, params, { inputGradient })(batch)[1](dout);
  strictEqual(back(false), undefined);
  deepStrictEqual(back(true)!.shape, [TOKENS, HIDDEN]);
});

Deno.test("encoder() trains its tables where they have gradients", async () => {
  const gpu = await sharedGpu();
  const { params, grads } = trainedParams(gpu, smallWeights());
  const [out, back] = encoder(gpu, smallConfig, params)(sentBatch(gpu));
  back(gpu.tensor(out.shape, normals(TOKENS * HIDDEN, 2)));
  const words = (await grads()).get("embeddings.word_embeddings.weight")!;
  const used = Array.from(
    { length: 20 },
    (_, id) =>
      words.data.subarray(id * HIDDEN, (id + 1) * HIDDEN).some((v) => v !== 0)
        ? [id]
        : [],
  ).flat();
  deepStrictEqual(used, [0, 2, 5, 6, 7, 8, 9]);
});

/** Bytes of activations that a run holds at most, by its number of blocks. */
async function activationBytes(blocks: number, trained: boolean) {
  const gpu = await Gpu.open();
  const config = { ...smallConfig, num_hidden_layers: blocks };
  const weights = smallWeights(config);
  const params = trained
    ? trainedParams(gpu, weights).params
    : frozen(gpu, weights, "a model");
  const encode = encoder(gpu, config, params);
  const ids = Array.from({ length: 14 }, (_, i) => i);
  const encoded = Array.from({ length: 64 }, (_, index) => ({
    ids,
    types: ids.map(() => 0),
    label: 0,
    index,
  }));
  const batch = sendBatch(gpu, pack(encoded, { firstPosition: 2 }));
  const before = gpu.memory.heldPeak;
  encode(batch);
  const bytes = gpu.memory.heldPeak - before;
  gpu.close();
  return bytes;
}

Deno.test("encoder() of nothing trained needs no more memory with more blocks", async () => {
  strictEqual(await activationBytes(6, false), await activationBytes(2, false));
});

Deno.test("encoder() keeps what the pullback needs, block by block", async () => {
  const [two, six] = [
    await activationBytes(2, true),
    await activationBytes(6, true),
  ];
  ok(six > 2.5 * two, `${six} of ${two}`);
});
