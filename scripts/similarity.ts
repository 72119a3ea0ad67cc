/**
 * How similar the texts of data sets are: cosines of their centroids.
 *
 *   deno task similarity
 *   deno task similarity --data-dir data/raw --model DIR --csv similarity.csv
 *   deno task similarity --model sentence-transformers/all-MiniLM-L6-v2 a.csv b.csv
 *
 * A centroid is the mean of the vectors that an encoder gives random documents of
 * the training split; a document is one text: a pair is two. The model may be a
 * directory of sentence-transformers (modules.json), whose pooling is used; of any
 * other, the mean of all tokens' states is taken. The paper's encoder, the Universal
 * Sentence Encoder, is another one, and its cosines are not these.
 *
 * Writes  {out}.vl.json, {out}.svg and {out}.jsonl; with --csv also a table:
 *         "dataset,<name>,..." and a line a data set
 * Paper   figure 2a
 */
import { basename } from "node:path";
import { stringify } from "csv-stringify/sync";
import {
  datasetArguments,
  datasetNames,
  eachDataset,
  manyDatasetOptions,
} from "../data/mod.ts";
import {
  centroid,
  commit,
  cosines,
  drawDocuments,
  expectFree,
  Gpu,
  gpuOptions,
  inputError,
  integer,
  lengthLimit,
  loadSentenceEncoder,
  log,
  main,
  modelOption,
  readOptions,
  saveFigure,
  similarityHeatmap,
  text,
  toggle,
  writeFileAtomic,
  writeRows,
} from "../mod.ts";

await main(async () => {
  const options = readOptions({
    name: "similarity",
    about: "Compares data sets by the mean vectors of their documents",
    positional: datasetArguments,
    options: {
      ...manyDatasetOptions,
      model: modelOption,
      ...gpuOptions,
      limitDocuments: integer(1000, "documents of a data set; 0 for all", {
        min: 0,
      }),
      maxSeqLength: integer(
        undefined,
        "most tokens of a document; the encoder's own limit, or 128, if absent",
        { min: 4 },
      ),
      tokenBudget: integer(8192, "most tokens in one pass", { min: 1 }),
      seed: integer(42, "seed of the draw and of made-up domains"),
      out: text("results/similarity", "path of the figure, no extension"),
      csv: text(undefined, "CSV file for the cosines"),
      overwrite: toggle("replace the files if they exist"),
    },
  });
  const { out, csv, seed } = options;
  const files = [".vl.json", ".svg", ".jsonl"].map((end) => `${out}${end}`);
  for (const file of [...files, ...(csv ? [csv] : [])]) {
    await expectFree(file, options);
  }
  const { names, absent } = await datasetNames(
    [...options.positional, ...options.dataset ?? []],
    options.dataDir,
  );
  if (absent.length > 0) log(`absent: ${absent.join(", ")}`);
  const gpu = await Gpu.open(options);
  const encoder = await loadSentenceEncoder(gpu, options.model);

  const centroids = new Map<string, Float64Array>();
  const counts = new Map<string, number>();
  for await (const { name, train } of eachDataset(names, options)) {
    const documents = drawDocuments(train, {
      count: options.limitDocuments,
      seed,
    });
    if (documents.length === 0) {
      throw inputError(
        `Cannot compare "${name}": it has no documents to train on, expected some`,
      );
    }
    centroids.set(name, await centroid(encoder, documents, options));
    counts.set(name, documents.length);
    log(`${name}: ${documents.length} documents`);
  }
  gpu.close();

  const found = [...centroids.keys()];
  const matrix = cosines([...centroids.values()]);
  const { pooling, normalize } = encoder;
  const maxSeqLength = lengthLimit(encoder, options.maxSeqLength);
  const common = {
    script: "similarity",
    commit: await commit(),
    model: options.model,
    seed,
    splits: options.splits,
    pooling,
    normalize,
    max_seq_length: maxSeqLength,
    metric: "cosine",
  };
  const rows = matrix.flatMap((cells, i) =>
    cells.map((value, j) => ({
      ...common,
      row: found[i]!,
      column: found[j]!,
      value,
      count: counts.get(found[i]!)!,
    }))
  );
  await writeRows(`${out}.jsonl`, rows);
  const most = Math.max(...counts.values());
  await saveFigure(
    out,
    similarityHeatmap(rows, {
      encoder: basename(options.model),
      about:
        `cosines of the mean vectors of up to ${most} documents of up to ` +
        `${maxSeqLength} tokens; pooling: ${pooling}`,
    }),
  );
  if (csv) {
    const lines = matrix.map((row, i) => [found[i], ...row]);
    await writeFileAtomic(csv, stringify([["dataset", ...found], ...lines]));
  }
  return {
    datasets: found.length,
    absent,
    encoder: options.model,
    pooling,
    figure: `${out}.svg`,
  };
});
