/**
 * Compares methods of mixing on the same adapters, targets and test examples.
 *
 *   deno task compare
 *   deno task compare --adapters results/lora/adapters --datasets all
 *   deno task compare --adapters A,B,C --model DIR --methods ties,fisher,ensemble
 *   deno task report --study results/study,results/compare
 *
 * All adapters are on offer to each method; a target is the data of one of them,
 * judged with its own head. Settings such as density or lambda are chosen for each
 * target by validation accuracy; the table is of test accuracy. Start it again after
 * any stop, and it does what is missing.
 *
 * Writes  rows.jsonl, settings.json, comparison.csv, comparison.md, figures/ and
 *         report.html in --out
 */
import { stringify } from "csv-stringify/sync";
import {
  chooseDomains,
  isFile,
  loadTrained,
  ownDatasetsOption,
  poolData,
  statedData,
  type TrainedData,
  trainedDataOptions,
} from "../data/mod.ts";
import {
  adapterOptions,
  adaptersAbout,
  commit,
  compare,
  contenderNames,
  contenderNamesFor,
  contendersOf,
  type Contest,
  encodeExamples,
  expectAlike,
  Gpu,
  gpuOptions,
  inputError,
  integer,
  interruption,
  kindOf,
  Ledger,
  loadModel,
  lockRows,
  main,
  type Model,
  modelDigest,
  modelOption,
  type Pool,
  poolDigests,
  readOptions,
  readPool,
  type SplitName,
  startOf,
  text,
  texts,
  writeComparison,
  writeFileAtomic,
  type WrittenComparison,
} from "../mod.ts";

/** Where the usual study leaves its adapters. */
const USUAL_ADAPTERS = "results/study/adapters";

/** Training examples that methods look at. */
const TRAIN_EXAMPLES = 256;

const declaration = {
  name: "compare",
  about: "Compares methods of mixing on the same adapters and test examples",
  options: {
    adapters: texts([USUAL_ADAPTERS], adaptersAbout),
    datasets: text(
      undefined,
      "adapters to mix, by name, or all; if absent, all of --adapters, or the usual five of the usual study",
    ),
    model: modelOption,
    methods: texts(["all"], `of ${contenderNames.join(", ")}; or all`),
    ownDatasets: ownDatasetsOption,
    ...trainedDataOptions,
    ...gpuOptions,
    limitExamples: integer(
      200,
      "most validation and most test examples of a target; 0 for all",
      { min: 0 },
    ),
    maxSeqLength: adapterOptions.maxSeqLength,
    seed: integer(
      42,
      "seed of what is drawn, and of a made-up domain unless its adapter tells",
    ),
    out: text("results/compare", "folder for rows, table and figure"),
  },
};

type Options = ReturnType<typeof readOptions<typeof declaration>>;

await main(async () => {
  const options = readOptions(declaration);
  expectMethods(options, contenderNames);
  const gpu = await Gpu.open(options);
  const model = await loadModel(gpu, options.model);
  const all = await readPool(model, options.adapters);
  const pool = chosenFrom(all, options);
  const data = await poolData(all, pool.keys(), options);
  const [first] = [...pool.values()];
  const able = contenderNamesFor({ config: first!.config! });
  const methods = expectMethods(options, able);
  const examples = await examplesOf(model, pool, { ...options, data });
  const settings = {
    ...settingsOf(pool, data, options),
    modelDigest: modelDigest(model),
  };
  using _ = await lockRows(options.out);
  const ledger = await Ledger.open(options.out, settings, {
    script: "compare",
    commit: await commit(),
    model: options.model,
    kind: kindOf(first!.config!),
    seed: Number(first!.metadata.seed ?? options.seed),
    ...initialisationOf(pool),
  });
  const initial = startOf([...pool.values()]);
  const contest: Contest = {
    model,
    config: first!.config!,
    adapters: new Map(
      [...pool].map(([name, { config, weights, head }]) => [
        name,
        { config: config!, weights, head },
      ]),
    ),
    examples: (target, split) => examples.get(target)![split],
    ...(initial && { initial }),
    seed: options.seed,
    ledger,
    signal: interruption(),
  };
  await compare(contest, contendersOf(contest, methods));
  gpu.close();
  const { lines, report } = await writeComparison(options.out);
  await writeFileAtomic(`${options.out}/comparison.csv`, tableOf(lines));
  return {
    out: options.out,
    adapters: [...pool.keys()],
    methods: Object.fromEntries(
      lines.map(({ method, value }) => [method, value]),
    ),
    report,
  };
});

/** A line for each method and target, in fractions. */
function tableOf(lines: WrittenComparison["lines"]): string {
  const rows = lines.flatMap(({ method, cells }) =>
    cells.map(({ target, value, gain, chosen }) => [
      ...[method, target, value, gain, chosen.join("; ")],
    ])
  );
  return stringify([
    ["method", "target", "accuracy", "gain_over_average", "settings"],
    ...rows,
  ]);
}

/** Whether the adapters started from the same weights, as rows say it. */
function initialisationOf(pool: Pool) {
  const start = expectAlike([...pool.values()], [...pool.keys()]);
  const names = {
    yes: "shared",
    no: "independent",
    unknown: undefined,
  } as const;
  const initialisation = names[start.shared_initial_weights];
  return initialisation ? { initialisation } : {};
}

/** Names of what is compared, all of which has to be among the names given. */
function expectMethods(
  { methods }: Options,
  names: readonly string[],
): readonly string[] {
  if (methods.includes("all")) return names;
  const unknown = methods.find((name) => !names.includes(name));
  if (unknown === undefined) return methods;
  const problem = contenderNames.includes(unknown)
    ? "it cannot mix these adapters"
    : "there is no such method";
  throw inputError(
    `Cannot compare "${unknown}": ${problem}, expected some of ${
      names.join(", ")
    }`,
  );
}

/** The adapters that are asked for. */
function chosenFrom(pool: Pool, { adapters, datasets }: Options): Pool {
  const given = adapters.join() === USUAL_ADAPTERS ? undefined : "all";
  const { mixed } = chooseDomains(datasets ?? given, [...pool.keys()]);
  const unknown = mixed.find((name) => !pool.has(name));
  if (unknown !== undefined) {
    throw inputError(
      `Cannot compare on "${unknown}": no adapter has that name, expected some of ${
        [...pool.keys()].join(", ")
      }, or all`,
    );
  }
  if (mixed.length > 1) {
    return new Map(mixed.map((name) => [name, pool.get(name)!]));
  }
  throw inputError(
    `Cannot compare methods of mixing: there is ${mixed.length} adapter, expected two or more`,
  );
}

/** Encoded examples of each target. */
async function examplesOf(
  model: Model,
  pool: Pool,
  { data, ...options }: Options & { data: ReadonlyMap<string, TrainedData> },
) {
  const examples = new Map<
    string,
    Record<SplitName, ReturnType<typeof encodeExamples>>
  >();
  for (const [name, { head }] of pool) {
    const own = data.get(name)!;
    if (isFile(own.place) && !own.divided) {
      throw inputError(
        `Cannot compare on "${own.place}": it is one file, expected a directory with files for train, validation and test, as settings are not chosen on test data`,
      );
    }
    const read = async (split: SplitName) => {
      const { examples } = await loadTrained(own, split, {
        labels: head.config.labels,
        limit: split === "train" ? TRAIN_EXAMPLES : options.limitExamples,
      });
      return encodeExamples(model, examples, options.maxSeqLength);
    };
    examples.set(name, {
      train: await read("train"),
      validation: await read("validation"),
      test: await read("test"),
    });
  }
  return examples;
}

/** Everything that rows depend on and do not say themselves. */
function settingsOf(
  pool: Pool,
  data: ReadonlyMap<string, TrainedData>,
  { model, seed, ownDatasets, ...options }: Options,
) {
  return {
    model,
    seed,
    ...statedData(data.values(), ownDatasets),
    limitExamples: options.limitExamples,
    maxSeqLength: options.maxSeqLength,
    data: `the data sets ${[...pool.keys()].join(", ")}`,
    ...poolDigests(pool),
  };
}
