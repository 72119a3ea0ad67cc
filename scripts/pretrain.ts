/**
 * Pretrains the embedded encoder by masked language modelling on the made-up
 * domains' unlabelled text.
 *
 *   deno task pretrain --out data/tiny --overwrite
 *
 * Writes  a model directory: tokenizer, config, weights in f16, and log.jsonl
 *         with the loss after fixed steps
 */
import { domains, unlabelledText } from "../data/mod.ts";
import {
  appendRows,
  defaults,
  formatJson,
  Gpu,
  gpuOptions,
  integer,
  interruption,
  loadTokenizer,
  main,
  makeOutput,
  number,
  parseConfig,
  pretrain,
  progress,
  readOptions,
  required,
  saveModel,
  text,
  toggle,
  trainTokenizer,
  weightsFolder,
  writeFileAtomic,
} from "../mod.ts";

await main(async () => {
  const options = readOptions({
    name: "pretrain",
    about: "Pretrains the embedded encoder on the made-up domains",
    options: {
      ...gpuOptions,
      out: text(required, "model directory to write"),
      vocabulary: integer(2000, "word pieces", { min: 300 }),
      hidden: integer(64, "features of a token", { min: 4 }),
      layers: integer(2, "blocks", { min: 1 }),
      heads: integer(4, "attention heads", { min: 1 }),
      inner: integer(256, "features inside the feed-forward layer", { min: 1 }),
      texts: integer(3000, "texts of each domain", { min: 1 }),
      maxSteps: integer(5000, "training steps", { min: 1 }),
      perDeviceTrainBatchSize: integer(64, "sequences a batch", { min: 1 }),
      learningRate: number(3e-3, "peak learning rate", { min: 0 }),
      seed: integer(42, "seed of everything random"),
      overwrite: toggle("replace the model directory if it exists"),
    },
  });
  const { seed, maxSteps, learningRate } = options;
  const names = Object.keys(domains) as (keyof typeof domains)[];
  const inputs = names.flatMap((name) =>
    unlabelledText(name, { seed, count: options.texts })
  );
  const gpu = await Gpu.open(options);
  const written = { ...options, kind: weightsFolder };
  const summary = await makeOutput(options.out, written, async (folder) => {
    const texts = inputs.flatMap(({ text, pair = "" }) => [text, pair]);
    const files = trainTokenizer(texts, { size: options.vocabulary });
    const write = (name: string, value: unknown) =>
      writeFileAtomic(`${folder}/${name}`, formatJson(value));
    await write("tokenizer.json", files.tokenizer);
    await write("tokenizer_config.json", files.config);

    const tokenizer = await loadTokenizer(folder);
    const config = parseConfig({
      architectures: ["RobertaForMaskedLM"],
      model_type: "roberta",
      vocab_size: tokenizer.vocabularySize,
      hidden_size: options.hidden,
      num_hidden_layers: options.layers,
      num_attention_heads: options.heads,
      intermediate_size: options.inner,
      max_position_embeddings: 130,
      type_vocab_size: 1,
      layer_norm_eps: 1e-5,
      pad_token_id: tokenizer.padId,
    }, "config.json");

    const task = progress("pretrain", maxSteps, { unit: "steps" });
    let shown = 0;
    const log: object[] = [];
    const weights = await pretrain(gpu, {
      config,
      tokenizer,
      inputs,
      settings: {
        ...defaults,
        seed,
        maxSteps,
        learningRate,
        batchSize: options.perDeviceTrainBatchSize,
        weightDecay: 0.01,
      },
      onProgress({ step, loss }) {
        task.advance(step - shown, `loss ${loss.toFixed(3)}`);
        shown = step;
      },
      onLog: (progress) => log.push(progress),
      signal: interruption(),
    });
    task.done();
    await appendRows(`${folder}/log.jsonl`, log);
    await saveModel(folder, config, weights, { dtype: "F16" });
    return { out: options.out, ...log.at(-1) };
  });
  gpu.close();
  return summary;
});
