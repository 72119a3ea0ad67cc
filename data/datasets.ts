import { ag } from "./datasets/ag.ts";
import { authorship } from "./datasets/authorship.ts";
import { financial } from "./datasets/financial.ts";
import { imdb } from "./datasets/imdb.ts";
import { mnli } from "./datasets/mnli.ts";
import { mrpc } from "./datasets/mrpc.ts";
import { qnli } from "./datasets/qnli.ts";
import { qqp } from "./datasets/qqp.ts";
import { rct } from "./datasets/rct.ts";
import { rte } from "./datasets/rte.ts";
import { sst2 } from "./datasets/sst2.ts";
import { tweets } from "./datasets/tweets.ts";
import { wiki } from "./datasets/wiki.ts";
import type { Source } from "./source.ts";

/** The real data sets, by the paper's short names and in its order. */
export const datasets = {
  mnli,
  mrpc,
  sst2,
  rte,
  qnli,
  qqp,
  rct,
  ag,
  authorship,
  financial,
  imdb,
  tweets,
  wiki,
} satisfies Record<string, Source>;

/** Name of a real data set. */
export type DatasetName = keyof typeof datasets;
