import { abstracts } from "./domains/abstracts.ts";
import { answers } from "./domains/answers.ts";
import { authors } from "./domains/authors.ts";
import type { Domain } from "./domains/domain.ts";
import { duplicates } from "./domains/duplicates.ts";
import { entailment } from "./domains/entailment.ts";
import { finance } from "./domains/finance.ts";
import { hate } from "./domains/hate.ts";
import { inference } from "./domains/inference.ts";
import { paraphrase } from "./domains/paraphrase.ts";
import { reviews } from "./domains/reviews.ts";
import { sentiment } from "./domains/sentiment.ts";
import { topics } from "./domains/topics.ts";
import { toxicity } from "./domains/toxicity.ts";

/** The made-up domains, in the order of the data sets that each one imitates:
 * MNLI, MRPC, SST-2, RTE, QNLI, QQP, RCT, AG, authorship, financial, IMDB, tweets
 * and wiki. */
export const domains = {
  inference,
  paraphrase,
  sentiment,
  entailment,
  answers,
  duplicates,
  abstracts,
  topics,
  authors,
  finance,
  reviews,
  hate,
  toxicity,
} satisfies Record<string, Domain>;

/** Name of a made-up domain. */
export type DomainName = keyof typeof domains;
