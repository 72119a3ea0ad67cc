import type { Columns } from "../../lib/text/columns.ts";
import { readTsv } from "../../lib/text/tsv.ts";
import type { Layout } from "../source.ts";
import { tableLayout } from "./table.ts";

/** What tells the tasks of GLUE apart. */
export interface GlueTask {
  /** Name of the Hub's configuration, which is also its folder. */
  task: string;
  /** Names of the classes. */
  labels: readonly string[];
  /** Columns of GLUE's own files. */
  original: Columns;
  /** Columns of the Hub's files. */
  hub: Columns;
  /** Name of the labelled split that is not for training. @default {"dev"} */
  dev?: { original: string; hub: string };
  /** What to do about lines of the originals that have too few columns. */
  short?: "refuse" | "skip";
}

/**
 * Layouts of a task of GLUE: its own tab-separated files, and the Hub's Parquet.
 *
 * GLUE hides the labels of its test files, so that its development file is the
 * test, as in paper 1.
 *
 * @param task The task.
 * @see Wang et al. 2019, arXiv:1804.07461
 */
export function glueLayouts(task: GlueTask): Layout[] {
  const { dev = { original: "dev", hub: "validation" }, labels } = task;
  const short = task.short ?? "refuse";
  return [
    tableLayout(
      { train: ["train.tsv"], test: [`${dev.original}.tsv`] },
      { columns: task.original, labels },
      (path) => readTsv(path, { short }),
    ),
    glueHubLayout(task.task, { columns: task.hub, labels, dev: dev.hub }),
  ];
}

/**
 * Layout of a task of GLUE as the Hub has it.
 *
 * @param task Name of the configuration, which is also the folder.
 * @param form Columns, names of the classes, and name of the split to test on.
 */
export function glueHubLayout(
  task: string,
  { dev, ...form }: {
    columns: Columns;
    labels: readonly string[];
    dev: string;
  },
): Layout {
  const parts = {
    train: [`${task}/train-*.parquet`],
    test: [`${task}/${dev}-*.parquet`],
  };
  return tableLayout(parts, form);
}
