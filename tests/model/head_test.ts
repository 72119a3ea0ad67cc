import { deepStrictEqual, ok } from "node:assert/strict";
import { random } from "../../lib/math/random.ts";
import type { HostTensor, Weights } from "../../lib/io/safetensors.ts";
import { sendParams } from "../../lib/model/arena.ts";
import {
  adapterHubHead,
  bertHead,
  drawHead,
  head,
  type HeadConfig,
  mapShapes,
  robertaHead,
} from "../../lib/model/head.ts";
import { assertClose, assertGradientOfLayer, normals } from "../check.ts";
import { sharedGpu } from "../shared_gpu.ts";
import { sentBatch, smallConfig } from "./small_model.ts";

const HIDDEN = 8;
const CLASSES = ["a", "b", "c"];

/** Weights for a head's maps and for the pooler, biases not zero. */
function weightsFor(config: HeadConfig): Weights {
  const weights = new Map<string, HostTensor>();
  const shapes = [
    ["pooler.dense", [HIDDEN, HIDDEN]] as const,
    ...mapShapes(config, HIDDEN),
  ];
  shapes.forEach(([name, [outs, ins]], i) => {
    const weight = normals(outs * ins, 10 + i);
    weights.set(`${name}.weight`, { shape: [outs, ins], data: weight });
    const bias = normals(outs, 20 + i);
    weights.set(`${name}.bias`, { shape: [outs], data: bias });
  });
  return weights;
}

/** One affine map on the host, in float64. */
function affine(x: number[][], weights: Weights, name: string): number[][] {
  const { data, shape: [outs = 0, ins = 0] } = weights.get(`${name}.weight`)!;
  const bias = weights.get(`${name}.bias`)!.data;
  return x.map((row) =>
    Array.from(
      { length: outs },
      (_, o) =>
        row.reduce((sum, v, i) => sum + v * data[o * ins + i]!, bias[o]!),
    )
  );
}

const heads: [what: string, config: HeadConfig, maps: string[]][] = [
  ["adapterHubHead()", adapterHubHead(CLASSES), ["heads.1", "heads.4"]],
  ["robertaHead()", robertaHead(CLASSES), [
    "classifier.dense",
    "classifier.out_proj",
  ]],
  ["bertHead()", bertHead(CLASSES), ["pooler.dense", "classifier"]],
  ["one layer over the pooler", {
    labels: CLASSES,
    maps: ["heads.1"],
    pooler: true,
  }, ["pooler.dense", "heads.1"]],
];

for (const [what, config, [first = "", second = ""]] of heads) {
  Deno.test(`head() of ${what} is ${second}(tanh(${first}(x)))`, async () => {
    const gpu = await sharedGpu();
    const weights = weightsFor(config);
    const layer = head(config, smallConfig, sendParams(gpu, weights));
    const x = normals(3 * HIDDEN, 1);
    const batch = sentBatch(gpu);
    const [logits] = layer(gpu.tensor([3, HIDDEN], x), batch);

    const rows = [0, 1, 2].map((row) => [...x.slice(row * 8, row * 8 + 8)]);
    const middle = affine(rows, weights, first).map((row) =>
      row.map(Math.tanh)
    );
    deepStrictEqual(logits.shape, [3, 3]);
    assertClose(
      await gpu.read(logits),
      affine(middle, weights, second).flat(),
      { tolerance: 1e-5, what: "logits" },
    );
    await assertGradientOfLayer(
      (x) => layer(x, batch),
      gpu.tensor([3, HIDDEN], x),
      { tolerance: 1e-2 },
    );
  });
}

Deno.test("head() leaves a bias out that is not there", async () => {
  const gpu = await sharedGpu();
  const config = { labels: ["a"], maps: ["heads.1"], pooler: false };
  const weights = new Map(weightsFor(config));
  weights.delete("heads.1.bias");
  const layer = head(config, smallConfig, sendParams(gpu, weights));
  const zeros = gpu.zeros([2, HIDDEN]);
  deepStrictEqual([...await gpu.read(layer(zeros, sentBatch(gpu))[0])], [0, 0]);
});

/** Whether a head drops elements in training, by the rates that are stated. */
async function drops(
  rates: { head?: number; classifier?: number; hidden?: number },
) {
  const gpu = await sharedGpu();
  const config = { ...adapterHubHead(CLASSES), dropout: rates.head };
  const encoder = {
    ...smallConfig,
    classifier_dropout: rates.classifier,
    hidden_dropout_prob: rates.hidden ?? 0,
  };
  const params = sendParams(gpu, weightsFor(config));
  const layer = head(config, encoder, params);
  const x = gpu.tensor([3, HIDDEN], normals(3 * HIDDEN, 1));
  const quiet = await gpu.read(layer(x, sentBatch(gpu))[0]);
  const noisy = sentBatch(gpu, { noisy: true });
  const dropped = await gpu.read(layer(x, noisy)[0]);
  return dropped.some((v, i) => v !== quiet[i]);
}

Deno.test("head() takes its own rate of dropout, else the classifier's, else the encoder's", async () => {
  deepStrictEqual(
    [
      await drops({ head: 0.5 }),
      await drops({ head: 0, classifier: 0.5, hidden: 0.5 }),
      await drops({ classifier: 0.5 }),
      await drops({ classifier: 0, hidden: 0.5 }),
      await drops({ hidden: 0.5 }),
    ],
    [true, false, true, false, true],
  );
});

Deno.test("drawHead() draws matrices with the encoder's deviation, biases 0", () => {
  const encoder = { ...smallConfig, hidden_size: 64, initializer_range: 0.02 };
  const drawn = drawHead(adapterHubHead(CLASSES), encoder, random(1, "head"));
  deepStrictEqual([...drawn].map(([name, { shape }]) => [name, shape]), [
    ["heads.1.weight", [64, 64]],
    ["heads.1.bias", [64]],
    ["heads.4.weight", [3, 64]],
    ["heads.4.bias", [3]],
  ]);
  ok(drawn.get("heads.1.bias")!.data.every((v) => v === 0));
  const { data } = drawn.get("heads.1.weight")!;
  const squares = data.reduce((sum, v) => sum + v * v, 0);
  ok(Math.abs(Math.sqrt(squares / data.length) - 0.02) < 0.001);
});
