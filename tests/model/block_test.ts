import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import type { Tensor } from "../../lib/gpu/tensor.ts";
import type { Result } from "../../lib/ops/op.ts";
import { chooseRows, type RowChoice } from "../../lib/ops/take_rows.ts";
import type { Batch } from "../../lib/model/batch.ts";
import { block } from "../../lib/model/block.ts";
import { frozen, type Params } from "../../lib/model/params.ts";
import { runStages } from "../../lib/model/stage.ts";
import { assertClose, assertGradientOfLayer, normals } from "../check.ts";
import { recordRuns } from "../ops/watch_runs.ts";
import { sentBatch, smallConfig, smallWeights } from "./small_model.ts";
import { trainedParams } from "./trained_params.ts";

/** The stages of block 0, run in one go. */
function wholeBlock(gpu: Gpu, params: Params, config = smallConfig) {
  const stages = block(0, config, params, {});
  return (x: Tensor, batch: Batch, rows?: RowChoice): Result => {
    const [end, back] = runStages(gpu, stages, { x }, batch, rows);
    return [end.x, (dout) => back({ x: dout }).x];
  };
}

const TOKENS = 12;
const HIDDEN = 8;
const ROWS = [0, 4, 7, 11]; // three first tokens, and a last one

const states = (gpu: Gpu, seed: number, rows = TOKENS): Tensor =>
  gpu.tensor([rows, HIDDEN], normals(rows * HIDDEN, seed));

/** The rows of a matrix that ROWS names. */
const chosen = (all: Float32Array) =>
  ROWS.flatMap((row) => [...all.subarray(row * HIDDEN, (row + 1) * HIDDEN)]);

Deno.test("block() has the gradient of its own forward pass", async () => {
  const gpu = await Gpu.open();
  const params = frozen(gpu, smallWeights(), "a model");
  const run = wholeBlock(gpu, params);
  const batch = sentBatch(gpu);
  await assertGradientOfLayer((x) => run(x, batch), states(gpu, 1), {
    tolerance: 2e-2,
  });
  gpu.close();
});

Deno.test("block() for chosen rows gives the full run's outputs and gradients", async () => {
  const gpu = await Gpu.open();
  const batch = sentBatch(gpu);
  const choice = chooseRows(gpu, Uint32Array.from(ROWS), batch.offsets);
  const x = { ...states(gpu, 1), tracked: true };
  const dout = normals(ROWS.length * HIDDEN, 2);
  const spread = new Float32Array(TOKENS * HIDDEN);
  ROWS.forEach((row, i) => {
    spread.set(dout.subarray(i * HIDDEN, (i + 1) * HIDDEN), row * HIDDEN);
  });

  const full = trainedParams(gpu, smallWeights());
  const [all, backAll] = wholeBlock(gpu, full.params)(x, batch);
  const dx = backAll(gpu.tensor([TOKENS, HIDDEN], spread))!;
  const few = trainedParams(gpu, smallWeights());
  const [some, backSome] = wholeBlock(gpu, few.params)(
    x,
    batch,
    choice,
  );
  const dxOfSome = backSome(gpu.tensor([ROWS.length, HIDDEN], dout))!;

  const close = { tolerance: 1e-5 };
  deepStrictEqual(some.shape, [ROWS.length, HIDDEN]);
  assertClose(await gpu.read(some), chosen(await gpu.read(all)), {
    ...close,
    what: "out",
  });
  assertClose(await gpu.read(dxOfSome), await gpu.read(dx), {
    ...close,
    what: "dx",
  });
  const expected = await full.grads();
  for (const [name, { data }] of await few.grads()) {
    assertClose(data, expected.get(name)!.data, { ...close, what: name });
  }
  gpu.close();
});

Deno.test("block() keeps sequences apart", async () => {
  const gpu = await Gpu.open();
  const params = frozen(gpu, smallWeights(), "a model");
  const run = wholeBlock(gpu, params);
  const batch = sentBatch(gpu);
  const before = normals(TOKENS * HIDDEN, 1);
  const changed = before.slice();
  changed.fill(1, 4 * HIDDEN, 7 * HIDDEN); // the second sequence
  const [a, b] = [
    await gpu.read(run(gpu.tensor([TOKENS, HIDDEN], before), batch)[0]),
    await gpu.read(run(gpu.tensor([TOKENS, HIDDEN], changed), batch)[0]),
  ];
  const rows = Array.from({ length: TOKENS }, (_, row) => {
    const [from, to] = [row * HIDDEN, (row + 1) * HIDDEN];
    return `${a.subarray(from, to)}` === `${b.subarray(from, to)}`;
  });
  deepStrictEqual(rows, [
    ...Array(4).fill(true),
    ...Array(3).fill(false),
    ...Array(5).fill(true),
  ]);
  gpu.close();
});

Deno.test("block() drops elements with dropout, the same ones by the same keys", async () => {
  const gpu = await Gpu.open();
  const config = {
    ...smallConfig,
    hidden_dropout_prob: 0.3,
    attention_probs_dropout_prob: 0.3,
  };
  const params = frozen(gpu, smallWeights(), "a model");
  const run = wholeBlock(gpu, params, config);
  const x = states(gpu, 1);
  const out = async (noisy: boolean) =>
    await gpu.read(run({ ...x, tracked: true }, sentBatch(gpu, { noisy }))[0]);
  const [quiet, first, second] = [
    await out(false),
    await out(true),
    await out(true),
  ];
  deepStrictEqual(second, first);
  ok(first.some((v, i) => v !== quiet[i]));
  await assertGradientOfLayer(
    (x) => run(x, sentBatch(gpu, { noisy: true })),
    x,
    { tolerance: 3e-2 },
  );
  gpu.close();
});

Deno.test("block() of nothing trained starts no kernel on the way back", async () => {
  const gpu = await Gpu.open();
  const params = frozen(gpu, smallWeights(), "a model");
  const batch = sentBatch(gpu);
  const [out, back] = wholeBlock(gpu, params)(states(gpu, 1), batch);
  const dout = states(gpu, 2);
  const runs = recordRuns(gpu);
  strictEqual(out.tracked, false);
  strictEqual(back(dout), undefined);
  deepStrictEqual(runs, []);
  gpu.close();
});
