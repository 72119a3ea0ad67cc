/**
 * Trains an adapter on a data set, or one on each of all the made-up domains or
 * of all the real data sets in --data-dir.
 *
 *   deno task train --dataset sentiment --out results/sentiment
 *   deno task train --model DIR --dataset train.csv --adapter lora --out DIR
 *   deno task train --dataset reviews --prune-criterion snip --sparsity 0.8 --out DIR
 *
 * Writes  an adapter directory in AdapterHub's layout, or one for each data set
 *         in --out with --dataset all; with --train all a model directory
 */
import {
  dataOptions,
  domains,
  isFile,
  loadSplit,
  namesIn,
  numberedLabels,
  originOf,
} from "../data/mod.ts";
import {
  type Adapter,
  adapterConfigFrom,
  adapterHubHead,
  adapterOptions,
  choice,
  type Classifier,
  countCorrect,
  dropoutFrom,
  encodeExamples,
  evaluate,
  expectFitting,
  firstPosition,
  forgetRun,
  Gpu,
  gpuOptions,
  integer,
  interruption,
  isFinished,
  kindOption,
  loadModel,
  main,
  type Model,
  modelOption,
  prepareOutput,
  pruneStart,
  type Reach,
  readAdapter,
  readOptions,
  required,
  runTraining,
  settingsFrom,
  startKind,
  startPruneOptions,
  startPruningFrom,
  statePathOf,
  staticHead,
  text,
  toggle,
  trainOptions,
  untrainedAdapter,
  withDropout,
  writeTrained,
} from "../mod.ts";

const declaration = {
  name: "train",
  about: "Trains an adapter, a head or a whole model on a data set",
  options: {
    model: modelOption,
    dataset: text(
      required,
      "name, file (.csv .tsv .jsonl .parquet), directory of these, or all",
    ),
    ...dataOptions,
    validation: text(undefined, "file to validate on, for --dataset FILE"),
    out: text(required, "directory to write"),
    name: text(undefined, "name inside the files; the data set's if absent"),
    adapter: kindOption,
    train: choice(["head", "all"], "head", "what --adapter none trains"),
    adapterInit: text(
      undefined,
      "adapter to start from: a directory, or owner/name of the Hub",
    ),
    ...adapterOptions,
    ...trainOptions,
    ...startPruneOptions,
    ...gpuOptions,
    limitTrain: integer(
      0,
      "most examples, of a file the first, else drawn by class; 0 for all",
      { min: 0 },
    ),
    evalEvery: integer(1, "epochs between validations; 0 for none", { min: 0 }),
    saveSteps: integer(50, "steps between savings of the state", { min: 1 }),
    resume: toggle("go on where a stopped run of this --out was"),
    overwrite: toggle("replace --out if it exists"),
  },
};

type Options = ReturnType<typeof readOptions<typeof declaration>>;

await main(async () => {
  const options = readOptions(declaration);
  const all = options.dataset === "all";
  const names = all ? await allNames(options) : [options.dataset];
  const outOf = (name: string) => all ? `${options.out}/${name}` : options.out;
  using locks = new DisposableStack();
  for (const name of names) {
    locks.use(await prepareOutput(outOf(name), options));
  }

  const gpu = await Gpu.open(options);
  const loaded = await loadModel(gpu, options.model);
  const config = withDropout(loaded.config, dropoutFrom(options));
  const runs = [];
  for (const name of names) {
    runs.push(await train({ ...loaded, config }, name, outOf(name), options));
  }
  gpu.close();
  return all ? { runs } : runs[0];
});

/** The real data sets if their directory is given, else the made-up domains. */
async function allNames({ dataDir }: Options): Promise<string[]> {
  return dataDir ? await namesIn(dataDir) : Object.keys(domains);
}

/** Trains on one data set, or does nothing if a run that is resumed is finished. */
async function train(
  model: Model,
  dataset: string,
  out: string,
  options: Options,
) {
  const task = await readTask(model, dataset, options);
  const kept = {
    ...task,
    statePath: await statePathOf(out),
    saveEvery: options.saveSteps,
    signal: interruption("the same command with --resume to go on"),
  };
  const { resume, overwrite } = options;
  const finished = resume && !overwrite && await isFinished(out, model, kept);
  if (finished || !resume) await forgetRun(out);
  if (finished) return { out, dataset };
  const result = await runTraining(model, kept);
  await writeTrained(out, model, result, options);
  const { steps, history } = result;
  const examples = task.examples.length;
  return { out, dataset, examples, steps, ...history.at(-1) };
}

/** What the options ask to train, on what, and how. */
async function readTask(model: Model, dataset: string, options: Options) {
  const given = options.adapterInit
    ? await readAdapter(options.adapterInit)
    : undefined;
  const kind = startKind(options, given);
  const loaded = await loadSplit(dataset, "train", {
    ...options,
    labels: given?.head?.config.labels,
    limit: options.limitTrain,
  });
  const { examples, labels = numberedLabels(examples) } = loaded;
  const name = options.name ?? given?.name ?? loaded.name;
  const whole = kind === "none" && options.train === "all";
  // PEFT's files, too, hold no other head than the model's own.
  const fresh = drawn(model, name, options, {
    kind: given ? "none" : kind,
    labels,
    own: whole || given?.peft !== undefined,
  });
  const start = given
    ? { ...given, name, head: given.head ?? fresh.head! }
    : fresh;
  expectFitting(start, model, options.adapterInit ?? name);
  const validate = await validator(model, dataset, options, start);
  const reach: Reach = start.config ? "adapter" : options.train;
  const { maxSeqLength: maxLength, tokenBudget } = options;
  const pruning = startPruningFrom(options);
  const pruned = pruning &&
    await pruneStart(model, start, examples, {
      ...pruning,
      maxLength,
      tokenBudget,
    });
  return {
    dataset,
    origin: await originOf(dataset, { ...options, whole: true }),
    examples,
    start,
    ...pruned,
    reach,
    settings: settingsFrom(options, dataset),
    maxLength,
    tokenBudget,
    label: `train ${name}`,
    ...(validate && { validate }),
  };
}

/** An untrained adapter with its head, as the options ask for it. */
function drawn(
  model: Model,
  name: string,
  options: Options,
  { kind, labels, own }: {
    kind: ReturnType<typeof startKind>;
    labels: readonly string[];
    own: boolean;
  },
): Adapter {
  return untrainedAdapter(model, {
    name,
    config: adapterConfigFrom(kind, options, model.config),
    head: own
      ? staticHead(model.config.model_type, labels)
      : adapterHubHead(labels),
    adapterSeed: options.adapterSeed,
    seed: options.seed,
  });
}

/** Measures accuracy on the validation split, or on the file given for it. */
async function validator(
  model: Model,
  dataset: string,
  options: Options,
  { head }: Adapter,
) {
  const source = isFile(dataset) ? options.validation : dataset;
  if (!source || options.evalEvery === 0) return undefined;
  const { examples } = await loadSplit(source, "validation", {
    ...options,
    labels: head?.config.labels,
  });
  const encoded = encodeExamples(model, examples, options.maxSeqLength);
  return async (classify: Classifier, epoch: number) => {
    if (epoch % options.evalEvery !== 0) return { epoch };
    const outcome = await evaluate(model.gpu, classify, encoded, {
      firstPosition: firstPosition(model.config),
      tokenBudget: options.tokenBudget,
    });
    const count = encoded.length;
    return { epoch, validation_accuracy: countCorrect(outcome) / count, count };
  };
}
