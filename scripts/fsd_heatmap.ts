/**
 * Fraction of sign difference between every two of some adapters, as a picture.
 *
 *   deno task fsd_heatmap results/a results/b results/c
 *   deno task fsd_heatmap --out results/fsd --csv fsd.csv results/study/adapters
 *
 * Takes   adapter directories, or one directory of them
 * Writes  {out}.vl.json, {out}.svg and {out}.jsonl; with --csv also a table:
 *         "adapter,<name>,..." and a line an adapter, in fractions
 * Paper   figures 4 and 9
 */
import { stringify } from "csv-stringify/sync";
import {
  adapterDirectories,
  appendRows,
  atOneScaling,
  commit,
  distinctNames,
  expectAlike,
  expectFree,
  fsdHeatmap,
  fsdMatrix,
  fsdRows,
  Gpu,
  kindOf,
  main,
  readAdapter,
  readOptions,
  saveFigure,
  text,
  toggle,
  writeFileAtomic,
} from "../mod.ts";

await main(async () => {
  const options = readOptions({
    name: "fsd_heatmap",
    about: "Compares the signs of every two adapters",
    positional: {
      name: "adapter",
      about: "directories, owner/name of the Hub, or one directory of them",
      min: 1,
    },
    options: {
      out: text("results/fsd_heatmap", "path of the figure, no extension"),
      csv: text(undefined, "CSV file for the matrix, in fractions"),
      overwrite: toggle("replace the files if they exist"),
    },
  });
  const { out, csv, overwrite, positional } = options;
  const figure = [".vl.json", ".svg", ".jsonl"].map((end) => `${out}${end}`);
  for (const file of [...figure, ...(csv ? [csv] : [])]) {
    await expectFree(file, options);
  }
  const directories = await adapterDirectories(positional);
  const read = await Promise.all(directories.map((path) => readAdapter(path)));
  const adapters = atOneScaling(read);
  const shared = expectAlike(adapters, directories);

  const gpu = await Gpu.open();
  const weights = adapters.map(({ weights }) => weights);
  const matrix = await fsdMatrix(gpu, weights);
  gpu.close();

  const common = {
    script: "fsd_heatmap",
    commit: await commit(),
    model: adapters[0]!.model.name,
    kind: kindOf(adapters[0]!.config!),
    seed: Number(adapters[0]!.metadata.seed ?? 0),
    ...shared,
  };
  const names = distinctNames(directories);
  const rows = fsdRows(names, matrix, "trained")
    .map((row) => ({ ...common, ...row }));
  if (overwrite) await Deno.remove(`${out}.jsonl`).catch(() => {});
  await appendRows(`${out}.jsonl`, rows);
  await saveFigure(out, fsdHeatmap(rows));
  if (csv) {
    const lines = matrix.fsd.map((row, i) => [names[i], ...row]);
    await writeFileAtomic(csv, stringify([["adapter", ...names], ...lines]));
  }
  const pairs = matrix.fsd.flatMap((row, i) => row.slice(0, i));
  return {
    adapters: names.length,
    weights: matrix.size,
    mean_fsd: pairs.reduce((sum, value) => sum + value, 0) / pairs.length,
    ...shared,
    figure: `${out}.svg`,
  };
});
