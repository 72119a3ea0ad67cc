/**
 * The main job, end to end: trains an adapter a domain, compares their signs,
 * mixes subsets, prunes, draws.
 *
 *   deno task study
 *   deno task study --domains all --adapter lora --out results/lora
 *
 * Start it again after any stop, and it goes on where it was.
 *
 * Writes  rows.jsonl, adapters/, figures/*.vl.json and *.svg, report.html in --out
 */
import { domains, loadDataset } from "../data/mod.ts";
import {
  adapterConfigFrom,
  adapterOptions,
  choice,
  commit,
  dropoutFrom,
  Gpu,
  inputError,
  integer,
  interruption,
  kindNames,
  kindOf,
  Ledger,
  loadModel,
  log,
  main,
  modelOption,
  readOptions,
  runStudy,
  settingsFrom,
  text,
  toggle,
  trainOptions,
  withDropout,
  writeReport,
} from "../mod.ts";

/** Domains whose subsets are all evaluated unless --domains says otherwise. */
const MIXED = "sentiment,duplicates,topics,finance,reviews";

const declaration = {
  name: "study",
  about: "Trains, compares, mixes and prunes adapters, and reports",
  options: {
    out: text("results/study", "folder of the study"),
    model: modelOption,
    adapter: choice(kindNames, "pfeiffer", "kind of adapter"),
    domains: text(MIXED, "domains whose subsets are evaluated, or all"),
    ...adapterOptions,
    ...trainOptions,
    limitTrain: integer(600, "training examples a domain", { min: 1 }),
    limitExamples: integer(200, "test examples a domain", { min: 1 }),
    overwrite: toggle("forget what is in --out and start again"),
  },
};

await main(async () => {
  const { overwrite, ...options } = readOptions(declaration);
  const { out, seed, adapterSeed, maxSeqLength: maxLength } = options;
  const mixed = mixedNames(options.domains);
  if (overwrite) await Deno.remove(out, { recursive: true }).catch(() => {});

  const gpu = await Gpu.open();
  log(`${gpu.info.name}, profile ${gpu.info.profile}`);
  const loaded = await loadModel(gpu, options.model);
  const config = withDropout(loaded.config, dropoutFrom(options));
  const model = { ...loaded, config };
  const adapter = adapterConfigFrom(options.adapter, options, config)!;
  const settings = settingsFrom(options, "study");
  const sizes = {
    train: options.limitTrain,
    validation: 0,
    test: options.limitExamples,
  };
  const ledger = await Ledger.open(out, {
    ...settings,
    model: options.model,
    adapter: JSON.stringify(adapter),
    domains: mixed.join("+"),
    ...sizes,
    dropout: config.hidden_dropout_prob,
    adapterSeed,
    maxLength,
  }, {
    script: "study",
    commit: await commit(),
    model: options.model,
    kind: kindOf(adapter),
    seed,
  });
  await runStudy({
    model,
    datasets: await Promise.all(
      Object.keys(domains).map((name) => loadDataset(name, { seed, sizes })),
    ),
    mixed,
    config: adapter,
    settings,
    adapterSeed,
    maxLength,
    out,
    ledger,
    signal: interruption(),
  });
  gpu.close();
  return await writeReport(out);
});

/** The domains that are named, in the registry's order. */
function mixedNames(asked: string): string[] {
  const names = Object.keys(domains);
  if (asked === "all") return names;
  const unknown = asked.split(",").find((name) => !names.includes(name));
  if (unknown === undefined) {
    return names.filter((name) => asked.split(",").includes(name));
  }
  throw inputError(
    `Cannot mix domain "${unknown}": there is none of that name, expected some of ${
      names.join(", ")
    }, or all`,
  );
}
