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
  commit,
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
      about: "adapter directories, or one directory of them",
      min: 1,
    },
    options: {
      out: text("results/fsd_heatmap", "path of the figure, no extension"),
      csv: text(undefined, "CSV file for the matrix, in fractions"),
      overwrite: toggle("replace the files if they exist"),
    },
  });
  const { out, csv, positional } = options;
  const files = [`${out}.svg`, `${out}.jsonl`, ...(csv ? [csv] : [])];
  for (const file of files) await expectFree(file, options);
  const directories = await adapterDirectories(positional);
  const adapters = await Promise.all(directories.map(readAdapter));
  const shared = expectAlike(adapters, directories);

  const gpu = await Gpu.open();
  const weights = adapters.map(({ weights }) => weights);
  const matrix = await fsdMatrix(gpu, weights);
  gpu.close();

  const names = distinctNames(directories);
  const [first] = adapters;
  const rows = fsdRows(names, matrix, "trained").map((row) => ({
    script: "fsd_heatmap",
    ...row,
  }));
});
