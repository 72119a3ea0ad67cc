/**
 * Fraction of sign difference between every two of some adapters, as a picture.
 *
 *   deno task fsd_heatmap results/a results/b results/c
 *   deno task fsd_heatmap --out results/fsd --csv fsd.csv results/study/adapters
 *   deno task fsd_heatmap --by layer --measure magnitude results/study/adapters
 *   deno task fsd_heatmap bert/pfeiffer bert/lora roberta/pfeiffer roberta/lora
 *
 * Takes   adapters, or a directory of them; of several directories of them, each has
 *         a heat map of its own: models by kinds of adapters
 * Writes  {out}.vl.json, {out}.svg and {out}.jsonl; with --csv also a table, in
 *         fractions: "adapter,<name>,..." and a line an adapter, or, of several
 *         heat maps, "panel,row,column,fsd" and a line a pair
 * Paper   figures 4 and 9
 */
import { stringify } from "csv-stringify/sync";
import {
  type Adapter,
  adapterGroups,
  adaptersAbout,
  atOneScaling,
  choice,
  commit,
  compareSigns,
  deltaWeights,
  distinctNames,
  expectAlike,
  expectFree,
  findModel,
  fsdPanels,
  Gpu,
  initialReference,
  kindOf,
  learnedWeights,
  main,
  modelOption,
  partings,
  partRows,
  readAdapter,
  readConfig,
  readOptions,
  saveFigure,
  signMeasures,
  text,
  toggle,
  type Weights,
  writeFileAtomic,
  writeRows,
} from "../mod.ts";

const declaration = {
  name: "fsd_heatmap",
  about: "Compares the signs of every two adapters",
  positional: {
    name: "adapter",
    about: adaptersAbout,
    min: 1,
  },
  options: {
    measure: choice(
      signMeasures,
      "all",
      "what opposite signs are a fraction of",
    ),
    of: choice(
      ["trained", "learned", "delta"],
      "trained",
      "weights, what was learned since the start, or a LoRA's B A",
    ),
    by: choice(partings, "all", "parts, each with a heat map of its own"),
    model: modelOption,
    out: text("results/fsd_heatmap", "path of the figure, no extension"),
    csv: text(undefined, "CSV file for the matrix, in fractions"),
    overwrite: toggle("replace the files if they exist"),
  },
};

/** What rows call the measures. */
const METRICS = {
  all: "fsd",
  nonzero: "fsd_nonzero",
  magnitude: "fsd_magnitude",
} as const;

type Options = ReturnType<typeof readOptions<typeof declaration>>;

await main(async () => {
  const options = readOptions(declaration);
  const { out, csv, positional } = options;
  const figure = [".vl.json", ".svg", ".jsonl"].map((end) => `${out}${end}`);
  for (const file of [...figure, ...(csv ? [csv] : [])]) {
    await expectFree(file, options);
  }
  const gpu = await Gpu.open();
  const compared: Awaited<ReturnType<typeof compare>>[] = [];
  for (const [group, directories] of await adapterGroups(positional)) {
    compared.push(await compare(gpu, group, directories, options));
  }
  gpu.close();

  const panels = compared.flatMap(({ panels }) => panels);
  await writeRows(`${out}.jsonl`, compared.flatMap(({ rows }) => rows));
  await saveFigure(out, fsdPanels(panels, options));
  if (csv) await writeFileAtomic(csv, stringify(tableOf(panels)));
  return {
    adapters: compared.reduce((sum, { adapters }) => sum + adapters, 0),
    weights: compared[0]!.panels.reduce((sum, { size }) => sum + size, 0),
    mean_fsd: meanOf(panels),
    shared_initial_weights: compared[0]!.shared_initial_weights,
    panels: panels.length,
    figure: `${out}.svg`,
  };
});

/** Rows and heat maps of one group of adapters. */
async function compare(
  gpu: Gpu,
  group: string,
  directories: readonly string[],
  options: Options,
) {
  const read = await Promise.all(directories.map((path) => readAdapter(path)));
  const adapters = atOneScaling(read);
  const shared = expectAlike(adapters, directories, { verb: "compare" });
  const { of: state, measure, by } = options;
  const weights = await weightsOf(adapters, options);
  const parts = await compareSigns(gpu, weights, { measure, by });
  const names = distinctNames(directories);
  const common = {
    script: "fsd_heatmap",
    commit: await commit(),
    model: adapters[0]!.model.name,
    kind: kindOf(adapters[0]!.config!),
    seed: Number(adapters[0]!.metadata.seed ?? 0),
    ...shared,
  };
  const metric = METRICS[measure];
  return {
    ...shared,
    adapters: names.length,
    rows: partRows(names, parts, { metric, state })
      .map((row) => ({ ...common, ...row })),
    panels: parts.map((part) => ({ ...part, group, names })),
  };
}

/** What is compared of each adapter. */
async function weightsOf(
  adapters: readonly Adapter[],
  { of, model }: Options,
): Promise<Weights[]> {
  const trained = adapters.map(({ weights }) => weights);
  if (of === "trained") return trained;
  if (of === "delta") return trained.map(deltaWeights);
  const encoder = await readConfig(await findModel(model));
  return adapters.map((adapter) =>
    learnedWeights(adapter.weights, initialReference([adapter], encoder))
  );
}

type Panels = Parameters<typeof fsdPanels>[0];

/** A square where there is one heat map, a line a pair where there are several. */
function tableOf(panels: Panels): (string | number)[][] {
  const [first, ...others] = panels;
  if (first && others.length === 0) {
    const { names, values } = first;
    return [
      ["adapter", ...names],
      ...values.map((row, i) => [names[i]!, ...row]),
    ];
  }
  const lines = panels.flatMap(({ group, part, names, values }) =>
    values.flatMap((row, i) =>
      row.map((value, j) => [
        `${group}: ${part}`,
        names[i]!,
        names[j]!,
        value,
      ])
    )
  );
  return [["panel", "row", "column", "fsd"], ...lines];
}

/** Mean over the pairs of different adapters. */
function meanOf(panels: Panels): number {
  const pairs = panels.flatMap(({ values }) =>
    values.flatMap((row, i) => row.slice(0, i))
  );
  return pairs.reduce((sum, value) => sum + value, 0) / pairs.length;
}
