import type { Source } from "./source.ts";
import { sst2 } from "./sst2.ts";

/** The real data sets, by the paper's short names and in its order. */
export const datasets = { sst2 } satisfies Record<string, Source>;

/** Name of a real data set. */
export type DatasetName = keyof typeof datasets;
