import {
  deepStrictEqual,
  notDeepStrictEqual,
  ok,
  rejects,
  strictEqual,
} from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { encoderShapes } from "../../lib/model/draw.ts";
import { loadTokenizer } from "../../lib/text/tokenizer.ts";
import { readConfig } from "../../lib/model/checkpoint.ts";
import type { Progress } from "../../lib/train/fit.ts";
import { pretrain, type Pretraining } from "../../lib/train/pretrain.ts";
import { parityFolder } from "../parity.ts";
import { tinySettings } from "./tiny_task.ts";

const MODEL = `${parityFolder("roberta-pfeiffer")}/model`;
const config = {
  ...await readConfig(MODEL),
  hidden_dropout_prob: 0.1,
  attention_probs_dropout_prob: 0.1,
};
const tokenizer = await loadTokenizer(MODEL);
const inputs = Array.from({ length: 12 }, (_, i) => ({
  text: ["good film king team", "bad wine year rate"][i % 2]!,
}));
const settings = { ...tinySettings, epochs: 8, batchSize: 6 };

async function run(changes: Partial<Pretraining> = {}) {
  const gpu = await Gpu.open();
  const log: Progress[] = [];
  try {
    const weights = await pretrain(gpu, {
      config,
      tokenizer,
      inputs,
      settings,
      onLog: (progress) => log.push(progress),
      ...changes,
    });
    return { weights, log };
  } finally {
    gpu.close();
  }
}

Deno.test("pretrain() learns to guess hidden tokens, the same ones each time", async () => {
  const { weights, log } = await run();
  const names = [...weights.keys()].filter((name) =>
    !name.startsWith("lm_head.")
  );
  deepStrictEqual(names.sort(), [...encoderShapes(config).keys()].sort());
  strictEqual(log.length, 16); // 8 passes over 2 batches
  ok(log[0]!.loss > 3.5, `${log[0]!.loss}`); // ln 45 is 3.8
  ok(log.at(-1)!.loss < 3, `${log.at(-1)!.loss}`);
  deepStrictEqual((await run()).weights, weights);
  notDeepStrictEqual(
    (await run({ settings: { ...settings, seed: 8 } })).weights,
    weights,
  );
});

Deno.test("pretrain() refuses a tokeniser without a mask token", async () => {
  const { maskId: _, ...other } = tokenizer;
  await rejects(
    run({ tokenizer: other }),
    inputError(
      "Cannot pretrain: the tokenizer has no mask token, expected one",
    ),
  );
});

Deno.test("pretrain() stops after the step under way", async () => {
  const reason = new Error("stop");
  await rejects(run({ signal: AbortSignal.abort(reason) }), reason);
});
