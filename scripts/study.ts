/**
 * The main job, end to end: trains an adapter a domain, compares their signs,
 * mixes subsets, prunes, draws.
 *
 *   deno task study
 *   deno task study --domains all --adapter lora --out results/lora
 *   deno task study --model DIR --data-dir data/raw --domains sst2,rte,my.csv
 *   deno task study --initialisation both
 *
 * Start it again after any stop, and it goes on where it was.
 *
 * Writes  rows.jsonl, adapters/, figures/*.vl.json and *.svg, report.html in --out;
 *         with --initialisation both, those of independent initial weights in
 *         independent/ below it, and one report of both
 */
import { dataOptions, loadDomains } from "../data/mod.ts";
import {
  adapterConfigFrom,
  adapterOptions,
  choice,
  commit,
  dropoutFrom,
  dtypeOption,
  epochsByDataset,
  expectStudyAt,
  Gpu,
  gpuOptions,
  greedyRules,
  integer,
  interruption,
  kindNames,
  kindOf,
  Ledger,
  loadModel,
  lockRows,
  log,
  main,
  modelDigest,
  modelOption,
  readOptions,
  removeStudy,
  runStudy,
  settingsFrom,
  text,
  toggle,
  trainOptions,
  withDropout,
  writeReport,
} from "../mod.ts";

const declaration = {
  name: "study",
  about: "Trains, compares, mixes and prunes adapters, and reports",
  options: {
    out: text("results/study", "folder of the study"),
    model: modelOption,
    adapter: choice(kindNames, "pfeiffer", "kind of adapter"),
    domains: text(
      undefined,
      "names, files or directories whose subsets are evaluated, or all; " +
        "five if absent",
    ),
    initialisation: choice(
      ["shared", "independent", "both"],
      "shared",
      "whether all adapters start from the same weights",
    ),
    greedy: choice(
      ["all", ...greedyRules],
      "all",
      "how adapters are chosen by their signs",
    ),
    ...dataOptions,
    ...adapterOptions,
    ...trainOptions,
    ...gpuOptions,
    dtype: dtypeOption,
    limitTrain: integer(600, "training examples a domain", { min: 1 }),
    limitExamples: integer(200, "test examples a domain", { min: 1 }),
    overwrite: toggle("forget what is in --out and start again"),
  },
};

type Options = ReturnType<typeof readOptions<typeof declaration>>;

await main(async () => {
  const options = readOptions(declaration);
  const { out, seed, adapterSeed, maxSeqLength: maxLength } = options;
  const { domains, splits } = options;
  const { datasets, origins, mixed, about } = await loadDomains(domains, {
    ...options,
    sizes: sizesFrom(options),
  });
  if (options.overwrite) await expectStudyAt(out);
  const gpu = await Gpu.open(options);
  const loaded = await loadModel(gpu, options.model);
  const config = withDropout(loaded.config, dropoutFrom(options));
  const model = { ...loaded, config };
  const adapter = adapterConfigFrom(options.adapter, options, config)!;
  const settings = settingsFrom(options, "study");
  const epochs = epochsByDataset(options, datasets.map(({ name }) => name));
  const signal = interruption();
  const studies = foldersOf(options);
  using _ = await lockRows(out); // it makes the folder, so whatever can be refused was
  log(`${gpu.info.name}, profile ${gpu.info.profile}`);
  if (options.overwrite) await removeStudy(out);
  for (const { folder, initialisation } of studies) {
    const ledger = await Ledger.open(folder, {
      ...settings,
      ...statedFrom(epochs, options),
      model: options.model,
      modelDigest: modelDigest(model),
      adapter: JSON.stringify(adapter),
      domains: mixed.join("+"),
      data: about,
      splits,
      ...sizesFrom(options),
      dropout: config.hidden_dropout_prob,
      adapterSeed,
      initialisation,
      maxLength,
      ...(options.dtype === "f16" && { dtype: options.dtype }),
    }, {
      script: "study",
      commit: await commit(),
      model: options.model,
      kind: kindOf(adapter),
      seed,
      initialisation,
    });
    await runStudy({
      model,
      datasets,
      origins,
      mixed,
      config: adapter,
      settings,
      epochs,
      tokenBudget: options.tokenBudget,
      adapterSeed,
      initialisation,
      greedy: options.greedy === "all" ? greedyRules : [options.greedy],
      maxLength,
      dtype: options.dtype,
      out: folder,
      ledger,
      signal,
    });
  }
  gpu.close();
  return await writeReport(studies.map(({ folder }) => folder));
});

/** What decides how adapters are trained besides the settings, where it is not usual. */
function statedFrom(
  epochs: Readonly<Record<string, number>>,
  { tokenBudget }: Options,
) {
  return {
    ...(Object.keys(epochs).length > 0 && {
      epochsByDataset: JSON.stringify(epochs),
    }),
    ...(tokenBudget !== trainOptions.tokenBudget.fallback && { tokenBudget }),
  };
}

/** Where each way to draw initial weights has its study. */
function foldersOf({ out, initialisation }: Options) {
  return initialisation === "both"
    ? [
      { folder: out, initialisation: "shared" as const },
      { folder: `${out}/independent`, initialisation: "independent" as const },
    ]
    : [{ folder: out, initialisation }];
}

/** Examples of each domain. */
function sizesFrom({ limitTrain, limitExamples }: Options) {
  return { train: limitTrain, validation: 0, test: limitExamples };
}
