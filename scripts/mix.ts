/**
 * Merges adapters into one.
 *
 *   deno task mix --out results/mixed results/sentiment results/reviews
 *   deno task mix --weights 0.5,0.3,0.2 --out DIR A B C
 *   deno task mix --method ties --density 0.2 --out DIR A B C
 *   deno task mix --method fisher --model DIR --own-datasets a,b --out DIR A B
 *   deno task mix --method greedy_soup --dataset reviews --out DIR A B C
 *
 * Writes  an adapter directory with the head and the name of the first adapter; of
 *         a soup, it says which adapters were chosen
 */
import {
  askedData,
  loadSplit,
  ownDatasetsOption,
  ownPlaces,
  type TrainedData,
  trainedData,
  trainedDataOptions,
} from "../data/mod.ts";
import {
  type Adapter,
  adapterOptions,
  atOneScaling,
  changedSigns,
  choice,
  distinctNames,
  encodeExamples,
  expectAlike,
  expectFitting,
  expectFree,
  firstPosition,
  fsdMatrix,
  gatherEvidence,
  Gpu,
  initialReference,
  inputError,
  integer,
  loadModel,
  main,
  type Method,
  methods,
  mix,
  mixOptions,
  type Model,
  modelOption,
  originMetadata,
  originsOf,
  readAdapter,
  readOptions,
  required,
  sharedBase,
  type SharedStart,
  text,
  toggle,
  toldOf,
  type Weights,
  weightsFolder,
  writeAdapter,
} from "../mod.ts";

/** Texts of each data set that a method looks at; of validation data, all. */
const USUAL_LIMITS = { fisher: 256, grams: 256, nearness: 100, judge: 0 };

const declaration = {
  name: "mix",
  about: "Merges adapters of one shape into one",
  positional: {
    name: "adapter",
    about: "directories, or owner/name of the Hub",
    min: 1,
  },
  options: {
    ...mixOptions,
    model: modelOption,
    dataset: text(undefined, "the target's data, for the soups"),
    ownDatasets: ownDatasetsOption,
    ...trainedDataOptions,
    limitExamples: integer(
      undefined,
      "most examples of a data set; 256, 100 for adapter_soup, all (0) for greedy_soup",
      { min: 0 },
    ),
    maxSeqLength: adapterOptions.maxSeqLength,
    tokenBudget: integer(8192, "most tokens in one pass", { min: 1 }),
    head: choice(["first", "none"], "first", "head of the mixture"),
    name: text(undefined, "name inside the files; the first one's if absent"),
    out: text(required, "directory to write"),
    overwrite: toggle("replace --out if it exists"),
  },
};

type Options = ReturnType<typeof readOptions<typeof declaration>>;

await main(async () => {
  const options = readOptions(declaration);
  const { out, method, positional } = options;
  const told = toldOf(options, {
    dataset: options.dataset,
    "own-datasets": options.ownDatasets,
  });
  await expectFree(out, { ...options, kind: weightsFolder });
  const adapters = atOneScaling(
    await Promise.all(positional.map((path) => readAdapter(path))),
  );
  expectAlike(adapters, positional);
  const gpu = await Gpu.open();
  const evidence = await lookUp(gpu, adapters, options);
  const { members: chosen, ...mixed } = await mix(
    gpu,
    {
      adapters: adapters.map(({ weights }) => weights),
      config: adapters[0]!.config!,
    },
    { ...told, ...evidence, method, reference: evidence.reference },
  );
  const places = chosen ?? [...adapters.keys()];
  const members = places.map((place) => adapters[place]!);
  const paths = places.map((place) => positional[place]!);
  const shared = expectAlike(members, paths);
  const weights = members.map(({ weights }) => weights);
  const offered = distinctNames(positional);
  const names = places.map((place) => offered[place]!);
  const { fsd } = await fsdMatrix(gpu, weights);
  const turned = await turnedSigns(gpu, weights, mixed.weights, options);
  gpu.close();
  const [{ head: own, ...first }] = adapters as [Adapter];
  const head = options.head === "first" ? own : undefined;
  const { nearness } = evidence;
  const found = {
    ...used(told),
    ...(chosen && { chosen: names, offered }),
    ...(nearness && { nearness }),
    ...(turned && { sign_change: turned }),
  };
  await writeAdapter(out, {
    ...first,
    ...mixed,
    name: options.name ?? first.name,
    ...(head && { head }),
    metadata: {
      ...startOf(members[0]!.metadata, shared),
      ...sharedBase(members),
      // A head has seen its own data, even if the adapter beside it was left out.
      ...originMetadata(
        [...head ? [first] : [], ...members].flatMap(originsOf),
      ),
      mixed: JSON.stringify({
        method,
        adapters: members.map(({ name }) => name),
        ...found,
      }),
      ...(members.length > 1 && { fsd: JSON.stringify({ names, fsd }) }),
      ...shared,
    },
  }, options);
  return { out, method, mixed: paths, ...found, ...shared };
});

/**
 * Share of each adapter's weights whose sign the mixture turns round; nothing where
 * no weight of the mixture stands for theirs, as products were factorised anew.
 */
async function turnedSigns(
  gpu: Gpu,
  members: readonly Weights[],
  mixture: Weights,
  { method, space }: Options,
): Promise<number[] | undefined> {
  const { reads }: Method = methods[method];
  const weightwise = reads?.includes("space") && space !== "delta";
  if (members.length < 2 || !weightwise) return undefined;
  return await changedSigns(gpu, members, mixture);
}

/** What the file and the summary say of it, under the options' names. */
function used({ coefficients, ...told }: ReturnType<typeof toldOf>) {
  const all = Object.entries({ weights: coefficients, ...told });
  return Object.fromEntries(all.filter(([, value]) => value !== undefined));
}

/** What the method has to know besides the adapters' own weights. */
async function lookUp(
  gpu: Gpu,
  adapters: readonly Adapter[],
  options: Options,
) {
  const { needs }: Method = methods[options.method];
  const initial = options.reference === "initial";
  if (!needs && !initial) return {};
  const model = await loadModel(gpu, options.model);
  adapters.forEach((adapter, i) =>
    expectFitting(adapter, model, options.positional[i]!)
  );
  if (!needs) return { reference: initialReference(adapters, model.config) };
  const limit = options.limitExamples ?? USUAL_LIMITS[needs];
  const { seed = 42 } = options;
  const read = reader(model, { ...options, limit });
  const wanted = () =>
    askedData(target(options), adapters, { ...options, seed });
  return await gatherEvidence(needs, {
    model,
    adapters: adapters.map((adapter, i) =>
      headed(adapter, options.positional[i]!)
    ),
    own: needs === "judge" ? [] : await Promise.all(
      (await ownData(adapters, { ...options, seed })).map((data) =>
        read(data, "train")
      ),
    ),
    target: needs === "judge"
      ? await read(await wanted(), "validation", adapters[0]!)
      : needs === "nearness"
      ? await read(await wanted(), "train")
      : [],
    selection: options.selection,
    seed,
    firstPosition: firstPosition(model.config),
    tokenBudget: options.tokenBudget,
  });
}

/** Reads and encodes examples; their labels are those of an adapter's head. */
function reader(
  model: Model,
  { limit, maxSeqLength }: Pick<Options, "maxSeqLength"> & { limit: number },
) {
  return async (
    { place, ...how }: TrainedData,
    split: "train" | "validation",
    adapter?: Adapter,
  ) => {
    const labels = adapter?.head?.config.labels;
    const { examples } = await loadSplit(place, split, {
      ...how,
      labels,
      limit,
    });
    return encodeExamples(model, examples, maxSeqLength);
  };
}

/** Data of each adapter: what is given, or what its file says. */
async function ownData(
  adapters: readonly Adapter[],
  { ownDatasets, ...options }: Omit<Options, "seed"> & { seed: number },
): Promise<TrainedData[]> {
  const asked = { ...options, flag: "--own-datasets" };
  const moved = ownPlaces(adapters.length, ownDatasets);
  return await Promise.all(adapters.map(async (adapter, i) => {
    const data = await trainedData(adapter, asked, moved[i]);
    if (data) return data;
    throw inputError(
      `Cannot mix by ${options.method}: "${
        options.positional[i]
      }" does not say what it was trained on, expected --own-datasets`,
    );
  }));
}

function target({ dataset, method }: Options): string {
  if (dataset) return dataset;
  throw inputError(
    `Cannot mix by ${method}: no data of the target is given, expected --dataset`,
  );
}

function headed({ config, weights, head }: Adapter, source: string) {
  if (config && head) return { config, weights, head };
  throw inputError(
    `Cannot classify with "${source}": it has no head, expected an adapter with one`,
  );
}

/** What a mixture of adapters that started alike says of that start. */
function startOf(
  { initial_weights, adapter_seed }: Readonly<Record<string, string>>,
  { shared_initial_weights }: SharedStart,
): Record<string, string> {
  if (shared_initial_weights !== "yes") return {};
  return {
    ...(initial_weights && { initial_weights }),
    ...(adapter_seed && { adapter_seed }),
  };
}
