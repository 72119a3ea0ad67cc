/**
 * Evaluates an adapter, a uniform mixture or an ensemble of several, or a fine-tuned
 * model.
 *
 *   deno task evaluate --adapter results/sentiment --dataset sentiment
 *   deno task evaluate --model DIR --adapter A,B,C --dataset test.csv --out p.csv
 *
 *   deno task evaluate --ensemble --adapter A,B,C --dataset test.csv
 *
 * A mixture is the mean of all the adapters' tensors, with the head of the first; an
 * ensemble is the mean of what they predict, each with that head.
 * With --dtype f16, labels of a sample must first be those in f32.
 *
 * Writes  with --out, a line an example: index,label,prediction,logit_0,logit_1,...
 */
import { stringify } from "csv-stringify/sync";
import {
  askedData,
  loadTrained,
  trainedData,
  trainedDataOptions,
} from "../data/mod.ts";
import {
  type Adapter,
  adapterClassifier,
  adapterOptions,
  atOneScaling,
  average,
  choice,
  countCorrect,
  dtypeOption,
  encodeExamples,
  ensemble,
  evaluate,
  expectAlike,
  expectFitting,
  expectFree,
  firstPosition,
  Gpu,
  gpuOptions,
  halved,
  inputError,
  integer,
  loadModel,
  macroF1,
  main,
  majorityShare,
  type Model,
  modelHead,
  modelOption,
  type Outcome,
  readAdapter,
  readOptions,
  text,
  texts,
  toggle,
  wilson,
  writeFileAtomic,
} from "../mod.ts";

const declaration = {
  name: "evaluate",
  about: "Measures the accuracy of an adapter or of a uniform mixture",
  options: {
    model: modelOption,
    adapter: texts(
      undefined,
      "directories, or owner/name of the Hub; the first one's head",
    ),
    dataset: text(
      undefined,
      "name, file (.csv .tsv .jsonl .parquet), or directory of these; what the first adapter was trained on if absent",
    ),
    ensemble: toggle("average what the adapters predict, not their weights"),
    ...trainedDataOptions,
    ...gpuOptions,
    split: choice(
      ["test", "validation", "train"],
      "test",
      "split of a name; train looks at a file that was trained on",
    ),
    limitExamples: integer(
      0,
      "most examples, of a file the first, else drawn by class; 0 for all",
      { min: 0 },
    ),
    maxSeqLength: adapterOptions.maxSeqLength,
    tokenBudget: integer(8192, "most tokens in one pass", { min: 1 }),
    dtype: dtypeOption,
    seed: integer(42, "seed of a made-up domain whose adapter tells none"),
    out: text(undefined, "CSV file for predictions and logits"),
    overwrite: toggle("replace --out if it exists"),
  },
};

type Options = ReturnType<typeof readOptions<typeof declaration>>;

await main(async () => {
  const options = readOptions(declaration);
  if (options.out) await expectFree(options.out, options);
  const gpu = await Gpu.open(options);
  const model = await loadModel(gpu, options.model);
  const paths = options.adapter ?? [];
  const read = await Promise.all(paths.map((path) => readAdapter(path)));
  const members = await membersOf(model, read, { ...options, paths });
  const { labels } = members[0]!.head.config;
  const { place, examples } = await examplesOf(read, labels, options);
  const encoded = encodeExamples(model, examples, options.maxSeqLength);

  using _ = gpu.scope();
  const classifiers = members.map((member) => (model: Model) =>
    adapterClassifier(model, member)
  );
  const how = {
    firstPosition: firstPosition(model.config),
    tokenBudget: options.tokenBudget,
  };
  const { model: able, ...agreement } = options.dtype === "f16"
    ? await halved(
      model,
      classifiers.map((classifierOf) => ({ encoded, classifierOf })),
      { ...how, ...options },
    )
    : { model };
  const outcomes: Outcome[] = [];
  for (const classifierOf of classifiers) {
    using _ = gpu.scope();
    outcomes.push(await evaluate(gpu, classifierOf(able), encoded, how));
  }
  const outcome = options.ensemble ? ensemble(outcomes) : outcomes[0]!;
  if (options.out) {
    await writeFileAtomic(options.out, table(outcome, labels.length));
  }
  const [correct, count] = [countCorrect(outcome), encoded.length];
  const { low, high } = wilson(correct, count);
  return {
    accuracy: correct / count,
    macro_f1: macroF1(outcome),
    count,
    interval: [low, high],
    majority: majorityShare(outcome.labels),
    dataset: place,
    adapter: paths,
    ...(options.ensemble && { ensemble: members.length }),
    ...(able.dtype && { dtype: able.dtype, ...agreement }),
  };
});

/**
 * What is evaluated, with the head of the first adapter, or without any the model's
 * own: the adapters' mean, or each of an ensemble.
 */
async function membersOf(
  model: Model,
  read: readonly Adapter[],
  { paths, ensemble }: Pick<Options, "ensemble"> & { paths: readonly string[] },
) {
  read.forEach((adapter, i) => expectFitting(adapter, model, paths[i]!));
  const [first] = read;
  if (ensemble && !first) {
    throw inputError(
      "Cannot evaluate an ensemble: no adapters are given, expected --adapter",
    );
  }
  const head = first?.head ?? modelHead(model);
  if (ensemble) return read.map((adapter) => ({ ...adapter, head }));
  const adapters = atOneScaling(read);
  if (adapters.length > 1) expectAlike(adapters, paths);
  const weights = first
    ? await average(model.gpu, adapters.map(({ weights }) => weights))
    : new Map();
  return [{ ...(first?.config && { config: first.config }), weights, head }];
}

/** The data that is asked for, or what the first adapter was trained on. */
async function examplesOf(
  read: readonly Adapter[],
  labels: readonly string[],
  { dataset, split, limitExamples: limit, ...options }: Options,
) {
  const [first] = read;
  if (dataset !== undefined) {
    const data = await askedData(dataset, read, options);
    const { examples } = await loadTrained(data, split, { labels, limit });
    return { place: dataset, examples };
  }
  const own = first && await trainedData(first, {
    ...options,
    split,
    flag: "--dataset",
  });
  if (!own) {
    throw inputError(
      `Cannot evaluate: ${
        first
          ? `adapter "${first.name}" does not say what it was trained on`
          : "there is no adapter that says what it was trained on"
      }, expected --dataset`,
    );
  }
  const data = await askedData(own.place, read, options);
  const { examples } = await loadTrained(data, split, { labels, limit });
  return { place: own.place, examples };
}

/** CSV of predictions and logits, the latter with nine significant digits. */
function table(
  { logits, predictions, labels }: Outcome,
  classes: number,
): string {
  const columns = Array.from({ length: classes }, (_, c) => `logit_${c}`);
  const rows = [...labels].map((label, i) => [
    i,
    label,
    predictions[i],
    ...Array.from(
      logits.subarray(i * classes, (i + 1) * classes),
      (logit) => logit.toPrecision(9),
    ),
  ]);
  return stringify([["index", "label", "prediction", ...columns], ...rows]);
}
