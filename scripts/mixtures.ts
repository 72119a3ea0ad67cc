/**
 * Evaluates every mixture of adapters on the test sets of its members.
 *
 *   deno task mixtures --adapters results/study/adapters --plan
 *   deno task mixtures --adapters DIR --limit-examples 100 --mixtures-per-k 20
 *   deno task mixtures --adapters DIR --shard 2/8
 *   deno task mixtures --adapters DIR --slurm 8 > job.sbatch
 *
 * Start it again after any stop, and it does what is missing. Shards may run at
 * the same time on one file system; `deno task report` reads what all have written.
 *
 * Writes  rows.jsonl (a file a shard) and settings.json in --out
 */
import {
  aboutOf,
  loadTrained,
  ownDatasetsOption,
  poolData,
  statedData,
  type TrainedData,
  trainedDataOptions,
} from "../data/mod.ts";
import {
  type Adapter,
  adapterOptions,
  adaptersAbout,
  choice,
  chooseCells,
  commit,
  drawByClass,
  dtypeOption,
  encodeExamples,
  Gpu,
  gpuOptions,
  halfJudge,
  inputError,
  integer,
  interruption,
  kindOf,
  Ledger,
  loadModel,
  lockRows,
  main,
  majorityRow,
  measure,
  mixtureCost,
  type Model,
  modelDigest,
  modelOption,
  number,
  plainMethods,
  type Pool,
  poolDigests,
  prune,
  pruneScopes,
  readOptions,
  readPool,
  required,
  shardFrom,
  slurmJob,
  type Target,
  text,
  texts,
  toggle,
  type Weights,
} from "../mod.ts";

const declaration = {
  name: "mixtures",
  about: "Evaluates every mixture of adapters on its members' test sets",
  options: {
    adapters: texts(required, adaptersAbout),
    model: modelOption,
    dataset: texts(["all"], "targets, by their adapters' names, or all"),
    ownDatasets: ownDatasetsOption,
    ...trainedDataOptions,
    ...gpuOptions,
    limitExamples: integer(0, "test examples a target; 0 for all", { min: 0 }),
    mixturesPerK: integer(
      0,
      "mixtures of each size from 3 and each target; 0 for all",
      { min: 0 },
    ),
    method: choice(plainMethods, "average", "how adapters are mixed"),
    sparsity: number(0, "share of weights removed from each before", {
      min: 0,
      max: 1,
    }),
    scope: choice(pruneScopes, "tensor", "what pruning compares"),
    maxSeqLength: adapterOptions.maxSeqLength,
    dtype: dtypeOption,
    seed: integer(
      42,
      "seed of what is drawn, and of a made-up domain unless its adapter tells",
    ),
    shard: text(undefined, "part i/n of the work; the Slurm array's if absent"),
    plan: toggle("print what it would cost, and do nothing"),
    slurm: integer(0, "print a Slurm job with so many tasks instead", {
      min: 0,
    }),
    out: text("results/mixtures", "folder for the rows"),
  },
};

type Options = ReturnType<typeof readOptions<typeof declaration>>;

await main(async () => {
  const options = readOptions(declaration);
  if (options.slurm > 0) {
    await Deno.mkdir(options.out, { recursive: true }); // Slurm makes none for its logs
    return console.log(jobOf(options));
  }
  const shard = shardFrom(options.shard, Deno.env.toObject());
  const gpu = await Gpu.open(options);
  const model = await loadModel(gpu, options.model);
  const adapters = await readPool(model, options.adapters);
  const names = [...adapters.keys()];
  const config = [...adapters.values()][0]!.config!;
  const targets = targetsOf(names, options.dataset);
  const data = await poolData(adapters, targets, options);
  const sets = await testSets(model, adapters, { ...options, data });
  const plain = { model, config, target: (name: string) => sets.get(name)! };
  const request = {
    label: shard.count > 1
      ? `mixtures ${shard.index}/${shard.count}`
      : "mixtures",
    adapters: await prunedWeights(gpu, adapters, options),
    cells: chooseCells(names, {
      targets,
      perSize: options.mixturesPerK,
      seed: options.seed,
    }),
    how: {
      method: options.method,
      sparsity: options.sparsity,
      scope: options.scope,
    },
    shard,
  };
  const judge = options.dtype === "f16"
    ? await halfJudge(plain, request, options)
    : plain;
  const common = {
    script: "mixtures",
    commit: await commit(),
    model: options.model,
    kind: kindOf(config),
    seed: options.seed,
  };
  if (options.plan) {
    return await mixtureCost(judge, request, common, { seconds: 2 });
  }
  const settings = {
    ...settingsOf(adapters, data, options),
    modelDigest: modelDigest(model),
  };
  using _ = await lockRows(options.out, shard);
  const ledger = await Ledger.open(options.out, settings, common, shard);
  await ledger.add(
    [...sets].map(([target, { encoded }]) =>
      majorityRow(target, encoded.map(({ label }) => label))
    ),
  );
  await measure({ ...judge, ledger, signal: interruption() }, request);
  gpu.close();
  const { cells } = request;
  return { out: options.out, adapters: names.length, cells: cells.length };
});

/** Names of the targets that are asked for. */
function targetsOf(
  names: readonly string[],
  asked: readonly string[],
): readonly string[] {
  if (asked.includes("all")) return names;
  const unknown = asked.find((name) => !names.includes(name));
  if (unknown === undefined) return asked;
  throw inputError(
    `Cannot judge mixtures on "${unknown}": no adapter has that name, expected one of ${
      names.join(", ")
    }, or all`,
  );
}

/** Head and encoded test set of each target: its adapter's own data set. */
async function testSets(
  model: Model,
  adapters: Pool,
  { data, seed, limitExamples, maxSeqLength }: Options & {
    data: ReadonlyMap<string, TrainedData>;
  },
): Promise<Map<string, Target>> {
  const sets = new Map<string, Target>();
  for (const [name, own] of data) {
    const { head } = adapters.get(name)!;
    const { labels } = head.config;
    const { examples } = await loadTrained(own, "test", { labels });
    const some = limitExamples === 0 ? examples : drawByClass(examples, {
      count: limitExamples,
      seed,
      name: `test/${name}`,
    });
    const encoded = encodeExamples(model, some, maxSeqLength);
    sets.set(name, { head, encoded });
  }
  return sets;
}

/** Weights of the adapters, each pruned as asked for. */
async function prunedWeights(
  gpu: Gpu,
  adapters: ReadonlyMap<string, Adapter>,
  { sparsity, scope }: Options,
): Promise<Map<string, Weights>> {
  const pruned = new Map<string, Weights>();
  for (const [name, { weights }] of adapters) {
    const kept = sparsity === 0
      ? weights
      : await prune(gpu, weights, { sparsity, scope });
    pruned.set(name, kept);
  }
  return pruned;
}

/** Everything that rows depend on and do not say themselves. */
function settingsOf(
  adapters: Pool,
  data: ReadonlyMap<string, TrainedData>,
  options: Options,
): Record<string, string | number> {
  const { model, seed, ownDatasets, dtype } = options;
  const { limitExamples, maxSeqLength } = options;
  const places = [...adapters].map(([name, { metadata }]) =>
    metadata.dataset ?? name
  );
  return {
    model,
    data: aboutOf(places),
    seed,
    ...statedData(data.values(), ownDatasets),
    limitExamples,
    maxSeqLength,
    ...(dtype === "f16" && { dtype }),
    ...poolDigests(adapters),
  };
}

/** The job that runs this command in parts. */
function jobOf({ slurm, out }: Options): string {
  const words = Deno.args.filter((word, i) =>
    !word.startsWith("--slurm") && Deno.args[i - 1] !== "--slurm"
  );
  return slurmJob({
    tasks: slurm,
    command: [Deno.execPath(), "run", "-A", import.meta.filename!, ...words],
    directory: Deno.cwd(),
    out,
  });
}
