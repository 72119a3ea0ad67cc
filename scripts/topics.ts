/**
 * What data sets are about: topics of each by latent Dirichlet allocation, and how
 * far they share the topics of all of them together.
 *
 *   deno task topics
 *   deno task topics --data-dir data/raw --csv topics.csv
 *   deno task topics --topics 5 --limit-documents 0 mine.csv
 *
 * A document is one text of the training split: a pair is two. For the topics of
 * all together, as many documents are taken of each data set.
 *
 * Writes  {out}.md, the topics of each data set and of all; {out}.jsonl;
 *         {out}.vl.json and {out}.svg, shares of the common topics in each data
 *         set; with --csv a line a topic and word
 * Paper   tables 4 to 16, figure 2b
 */
import { stringify } from "csv-stringify/sync";
import {
  datasetArguments,
  datasetNames,
  eachDataset,
  manyDatasetOptions,
} from "../data/mod.ts";
import {
  commit,
  commonShares,
  drawDocuments,
  expectFree,
  findTopics,
  type FoundTopics,
  integer,
  log,
  main,
  readOptions,
  saveFigure,
  text,
  toggle,
  topicDistribution,
  topicRows,
  topicTable,
  writeFileAtomic,
  writeRows,
} from "../mod.ts";

/** Name of all data sets together, in tables and rows. */
const TOGETHER = "all together";

const declaration = {
  name: "topics",
  about: "Finds the topics of data sets by latent Dirichlet allocation",
  positional: datasetArguments,
  options: {
    ...manyDatasetOptions,
    limitDocuments: integer(10_000, "documents of a data set; 0 for all", {
      min: 0,
    }),
    commonDocuments: integer(1000, "documents of each for the common topics", {
      min: 1,
    }),
    topics: integer(10, "number of topics", { min: 1 }),
    words: integer(15, "words of a topic", { min: 1 }),
    passes: integer(10, "passes over the documents", { min: 1 }),
    minDocuments: integer(1, "documents that a word must be in", { min: 1 }),
    stopWords: text(undefined, "file of words to leave out, one a line"),
    seed: integer(42, "seed of draws and of where the fit starts"),
    out: text(
      "results/topics",
      "path of tables, rows and figure, no extension",
    ),
    csv: text(undefined, "CSV file, a line a topic and word"),
    overwrite: toggle("replace the files if they exist"),
  },
};

await main(async () => {
  const options = readOptions(declaration);
  const { out, csv, seed, commonDocuments } = options;
  const files = [".md", ".jsonl", ".vl.json", ".svg"].map((end) => out + end);
  for (const file of [...files, ...(csv ? [csv] : [])]) {
    await expectFree(file, options);
  }
  const { names, absent } = await datasetNames(
    [...options.positional, ...options.dataset ?? []],
    options.dataDir,
  );
  if (absent.length > 0) log(`absent: ${absent.join(", ")}`);
  const how = {
    seed,
    topics: options.topics,
    passes: options.passes,
    wordsPerTopic: options.words,
    minDocuments: options.minDocuments,
    stopWords: options.stopWords === undefined
      ? undefined
      : await readWords(options.stopWords),
  };

  const found = new Map<string, FoundTopics>();
  const documents = new Map<string, string[]>();
  for await (const { name, train } of eachDataset(names, options)) {
    const all = drawDocuments(train, { count: options.limitDocuments, seed });
    const some = drawDocuments(train, { count: commonDocuments, seed });
    documents.set(name, some);
    found.set(name, findTopics(all, how));
    log(`${name}: ${all.length} documents, ${summaryOf(found.get(name)!)}`);
  }
  const common = findTopics([...documents.values()].flat(), how);
  log(`${TOGETHER}: ${summaryOf(common)}`);
  const shares = commonShares(
    common,
    new Map(
      [...documents].map(([name, texts]) => [name, texts.length]),
    ),
  );
  const tables = [...found, [TOGETHER, common] as const];

  const identity = {
    script: "topics",
    commit: await commit(),
    seed,
    splits: options.splits,
  };
  const rows = [
    ...tables.flatMap(([name, one]) => topicRows(name, one)),
    ...shares,
  ];
  await writeRows(
    `${out}.jsonl`,
    rows.map((row) => ({ ...identity, ...row })),
  );
  const markdown = tables.map(([name, { topics }]) => topicTable(name, topics));
  await writeFileAtomic(`${out}.md`, markdown.join("\n"));
  await saveFigure(
    out,
    topicDistribution(shares, {
      title: "Topics that all data sets share",
      subtitle: `${options.topics} topics of up to ${commonDocuments} ` +
        "documents of each data set together",
    }),
  );
  if (csv) await writeFileAtomic(csv, stringify(table(tables)));
  return {
    datasets: found.size,
    absent,
    perplexity: Object.fromEntries(
      tables.map(([name, { perplexities }]) => [name, perplexities.at(-1)]),
    ),
    tables: `${out}.md`,
    figure: `${out}.svg`,
  };
});

/** How good a fit is, for the log. */
function summaryOf({ vocabulary, perplexities }: FoundTopics): string {
  return `${vocabulary} words, perplexity ${perplexities.at(-1)!.toFixed(0)}`;
}

/** The words of a file, as texts are read: small letters and no apostrophes. */
async function readWords(path: string): Promise<Set<string>> {
  const lines = (await Deno.readTextFile(path)).split("\n");
  return new Set(
    lines.map((line) => line.trim().toLowerCase().replace(/['’]/g, ""))
      .filter((word) => word !== ""),
  );
}

/** Header and a line a data set, topic and word. */
function table(tables: readonly (readonly [string, FoundTopics])[]) {
  const header = ["dataset", "topic", "share", "rank", "word", "probability"];
  const lines = tables.flatMap(([name, { topics }]) =>
    topics.flatMap(({ share, words }, k) =>
      words.map((
        { word, probability },
        i,
      ) => [name, k + 1, share, i + 1, word, probability])
    )
  );
  return [header, ...lines];
}
