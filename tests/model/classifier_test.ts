import { deepStrictEqual, ok } from "node:assert/strict";
import { random } from "../../lib/math/random.ts";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { classifier } from "../../lib/model/classifier.ts";
import { encoder } from "../../lib/model/encoder.ts";
import { adapterHubHead, drawHead, head } from "../../lib/model/head.ts";
import { chooseRows, takeRows } from "../../lib/ops/take_rows.ts";
import { assertClose, normals } from "../check.ts";
import { sentBatch, smallConfig, smallWeights } from "./small_model.ts";
import { trainedParams } from "./trained_params.ts";

const headConfig = adapterHubHead(["a", "b", "c"]);
const drawn = drawHead(headConfig, smallConfig, random(1, "head"));
const weights = new Map([...smallWeights(), ...drawn]);

Deno.test("classifier() is the head over the encoder's first tokens", async () => {
  const gpu = await Gpu.open();
  const batch = sentBatch(gpu);
  const dout = gpu.tensor([3, 3], normals(9, 2));
  const ours = trainedParams(gpu, weights);
  const parts = { config: smallConfig, head: headConfig, params: ours.params };
  const [logits, back] = classifier(gpu, parts)(batch);
  back(dout);

  const { params, grads } = trainedParams(gpu, weights);
  const [states, backStates] = encoder(gpu, smallConfig, params)(batch);
  const firsts = chooseRows(gpu, Uint32Array.from([0, 4, 7]), batch.offsets);
  const [taken, backTaken] = takeRows(states, firsts);
  const [expected, backHead] = head(headConfig, smallConfig, params)(
    taken,
    batch,
  );
  backStates(backTaken(backHead(dout)!)!);

  const close = { tolerance: 1e-5 };
  deepStrictEqual(logits.shape, [3, 3]);
  assertClose(await gpu.read(logits), await gpu.read(expected), {
    ...close,
    what: "logits",
  });
  const wanted = await grads();
  for (const [name, { data }] of await ours.grads()) {
    assertClose(data, wanted.get(name)!.data, { ...close, what: name });
  }
  ok(wanted.get("embeddings.word_embeddings.weight")!.data.some((v) => v));
  gpu.close();
});
