/**
 * Removes the weights of an adapter that are worth the least.
 *
 *   deno task prune --sparsity 0.9 --out results/sparse results/sentiment
 *   deno task prune --sparsity 0.8 --criterion snip --out DIR results/sentiment
 *
 * Writes  an adapter directory with the head and the name of the given one
 */
import {
  askedData,
  loadSplit,
  trainedData,
  trainedDataOptions,
} from "../data/mod.ts";
import {
  type Adapter,
  adapterOptions,
  encodeExamples,
  expectAlike,
  expectFitting,
  expectFree,
  Gpu,
  inputError,
  loadModel,
  lossGradient,
  main,
  modelOption,
  pruneBy,
  pruneOptions,
  pruningFrom,
  readAdapter,
  readOptions,
  required,
  text,
  toggle,
  trainOptions,
  weightsFolder,
  writeAdapter,
} from "../mod.ts";

const declaration = {
  name: "prune",
  about: "Sets the weights of an adapter that are worth the least to zero",
  positional: {
    name: "adapter",
    about: "directory, or owner/name of the Hub",
    min: 1,
    max: 1,
  },
  options: {
    ...pruneOptions,
    model: modelOption,
    ...trainedDataOptions,
    maxSeqLength: adapterOptions.maxSeqLength,
    tokenBudget: trainOptions.tokenBudget,
    name: text(undefined, "name inside the files; the adapter's if absent"),
    out: text(required, "directory to write"),
    overwrite: toggle("replace --out if it exists"),
  },
};

type Options = ReturnType<typeof readOptions<typeof declaration>>;

await main(async () => {
  const options = readOptions(declaration);
  const { out, positional } = options;
  const how = pruningFrom(options);
  await expectFree(out, { ...options, kind: weightsFolder });
  const adapter = await readAdapter(positional[0]!);
  expectAlike([adapter], positional);
  const gpu = await Gpu.open();
  const seen = how.examples === undefined
    ? undefined
    : await lookUp(gpu, adapter, {
      ...options,
      seed: how.seed ?? 42,
      limit: how.examples,
    });
  const { weights } = await pruneBy(
    gpu,
    { ...adapter, config: adapter.config! },
    { ...how, gradientAt: seen?.gradientAt },
  );
  gpu.close();
  const used = { ...how, ...seen?.told };
  const pruned = {
    ...adapter,
    name: options.name ?? adapter.name,
    weights,
    metadata: {
      ...adapter.metadata,
      pruned: JSON.stringify({ from: adapter.name, ...used }),
    },
  };
  await writeAdapter(out, pruned, options);
  const values = [...weights.values()].flatMap(({ data }) => [...data]);
  const zeros = values.filter((value) => value === 0).length;
  return { out, ...used, weights: values.length, zeros };
});

/** The loss on examples of what the adapter is to do, or was trained on. */
async function lookUp(
  gpu: Gpu,
  adapter: Adapter,
  { positional: [source = ""], ...options }: Omit<Options, "seed"> & {
    seed: number;
    limit: number;
  },
) {
  const { criterion, limit } = options;
  const { config, head } = adapter;
  const data = options.dataset === undefined
    ? await trainedData(adapter, { ...options, flag: "--dataset" })
    : await askedData(options.dataset, [adapter], options);
  if (!config || !head || !data) {
    throw inputError(
      `Cannot prune by ${criterion}: "${source}" has ${
        head ? "no data set" : "no head"
      } in its files, expected ${head ? "--dataset" : "an adapter with one"}`,
    );
  }
  const model = await loadModel(gpu, options.model);
  expectFitting(adapter, model, source);
  const { place, ...how } = data;
  const { examples } = await loadSplit(place, "train", {
    ...how,
    limit,
    labels: head.config.labels,
  });
  const encoded = encodeExamples(model, examples, options.maxSeqLength);
  const gradientAt = lossGradient(model, { config, head }, encoded, options);
  return { told: { dataset: place, examples: encoded.length }, gradientAt };
}
