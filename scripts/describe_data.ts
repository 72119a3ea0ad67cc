/**
 * Sizes, lengths and classes of data sets, as tables, rows and pictures.
 *
 *   deno task describe_data
 *   deno task describe_data --data-dir data/raw --tokenizer DIR --csv sizes.csv
 *   deno task describe_data --splits paper sst2 mrpc
 *   deno task describe_data mine.csv
 *
 * A document is one text: a pair is two. Words have white space between them.
 * The pictures are of the training splits. In the first one, lengths are those of
 * a model's inputs, which are texts or pairs: in tokens of --tokenizer, special ones
 * counted, else in words.
 *
 * With --splits paper, sizes as table 2 counts them stand beside those it prints.
 *
 * Writes  {out}.jsonl; {out}_lengths and {out}_classes, each .vl.json and .svg;
 *         with --csv a table, a line a data set and split
 * Paper   tables 2 and 3
 */
import { basename } from "node:path";
import { stringify } from "csv-stringify/sync";
import {
  datasetArguments,
  datasetNames,
  datasets,
  eachDataset,
  manyDatasetOptions,
  paperCounts,
} from "../data/mod.ts";
import {
  commit,
  type Dataset,
  type DatasetRows,
  describeDataset,
  expectFree,
  findModel,
  integer,
  inTokens,
  inWords,
  labelBalance,
  lengthHistogram,
  loadTokenizer,
  log,
  main,
  type NumberRow,
  readOptions,
  saveFigure,
  text,
  toggle,
  writeFileAtomic,
  writeRows,
} from "../mod.ts";

await main(async () => {
  const options = readOptions({
    name: "describe_data",
    about: "Counts the documents, words, sentences and classes of data sets",
    positional: datasetArguments,
    options: {
      ...manyDatasetOptions,
      tokenizer: text(
        undefined,
        "model directory or owner/name whose tokens are counted",
      ),
      seed: integer(42, "seed of the made-up domains"),
      out: text("results/data", "path of rows and figures, no extension"),
      csv: text(undefined, "CSV file, a line a data set and split"),
      overwrite: toggle("replace the files if they exist"),
    },
  });
  const { out, csv, tokenizer, splits } = options;
  const pictures = { lengths: `${out}_lengths`, classes: `${out}_classes` };
  const files = Object.values(pictures)
    .flatMap((path) => [`${path}.vl.json`, `${path}.svg`]);
  for (const file of [`${out}.jsonl`, ...files, ...(csv ? [csv] : [])]) {
    await expectFree(file, options);
  }
  const { names, absent } = await datasetNames(
    [...options.positional, ...options.dataset ?? []],
    options.dataDir,
  );
  if (absent.length > 0) log(`absent: ${absent.join(", ")}`);
  const measure = tokenizer
    ? inTokens(await loadTokenizer(await findModel(tokenizer)))
    : inWords;

  const found: DatasetRows[] = [];
  const paper: NumberRow[] = [];
  for await (const dataset of eachDataset(names, options)) {
    found.push(describeDataset(dataset, measure));
    if (splits === "paper") paper.push(...paperRows(dataset));
    log(`${dataset.name}: ${dataset.train.length} examples to train on`);
  }
  const numbers = [...found.flatMap(({ numbers }) => numbers), ...paper];
  const classes = found.flatMap(({ classes }) => classes);
  const bins = found.flatMap(({ bins }) => bins);

  const common = {
    script: "describe_data",
    commit: await commit(),
    seed: options.seed,
    splits,
    ...(tokenizer && { tokenizer }),
  };
  await writeRows(
    `${out}.jsonl`,
    [...numbers, ...classes, ...bins].map((row) => ({ ...common, ...row })),
  );
  const training = <Row extends { split: string }>(rows: readonly Row[]) =>
    rows.filter(({ split }) => split === "train");
  await saveFigure(
    pictures.lengths,
    lengthHistogram(training(bins), {
      title: "Lengths of the training inputs",
      unit: tokenizer ? `tokens of ${basename(tokenizer)}` : "words",
    }),
  );
  await saveFigure(
    pictures.classes,
    labelBalance(training(classes), "Classes of the training examples"),
  );
  if (csv) await writeFileAtomic(csv, stringify(table(numbers)));
  return {
    datasets: found.length,
    absent,
    documents: numbers.filter(({ metric }) => metric === "documents")
      .reduce((sum, { value }) => sum + value, 0),
    rows: `${out}.jsonl`,
    figures: Object.values(pictures).map((path) => `${path}.svg`),
  };
});

/** The sizes that table 2 prints beside ours, counted as it counts them. */
function paperRows(dataset: Dataset): NumberRow[] {
  const name = Object.keys(datasets).find((name) => name === dataset.name);
  if (name === undefined) return [];
  return paperCounts(name as keyof typeof datasets, dataset)
    .flatMap(({ dataset, split, expected, found }) => [
      { dataset, split, metric: "counted_as_paper", value: found },
      { dataset, split, metric: "paper_table_2", value: expected },
    ]);
}

/** Header and a line a data set and split; what a split lacks stays empty. */
function table(numbers: readonly NumberRow[]): (string | number)[][] {
  const metrics = [...new Set(numbers.map(({ metric }) => metric))];
  const splits = Map.groupBy(
    numbers,
    ({ dataset, split }) => JSON.stringify([dataset, split]),
  );
  const lines = [...splits.values()].map((own) => {
    const { dataset, split } = own[0]!;
    const values = new Map(own.map(({ metric, value }) => [metric, value]));
    return [dataset, split, ...metrics.map((name) => values.get(name) ?? "")];
  });
  return [["dataset", "split", ...metrics], ...lines];
}
