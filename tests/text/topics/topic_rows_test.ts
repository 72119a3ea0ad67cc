import { deepStrictEqual, throws } from "node:assert/strict";
import {
  commonShares,
  topicRows,
} from "../../../lib/text/topics/topic_rows.ts";

const words = (...list: string[]) =>
  list.map((word, i) => ({ word, probability: 0.5 - i / 10 }));

const found = {
  topics: [
    { share: 0.75, words: words("oil", "price", "share", "bank", "fund") },
    { share: 0.25, words: words("game") },
  ],
  shares: [[1, 0], [0.75, 0.25], [0.5, 0.5]].map((s) => Float64Array.from(s)),
  perplexities: [9, 4],
  vocabulary: 6,
};

Deno.test("topicRows() are words, shares and perplexities", () => {
  const rows = topicRows("ag", found);
  const dataset = "ag";
  deepStrictEqual(rows.length, 6 + 2 + 2);
  deepStrictEqual(rows[1], {
    metric: "topic_word",
    dataset,
    topic: 1,
    rank: 2,
    word: "price",
    value: 0.4,
  });
  deepStrictEqual(rows[6], {
    metric: "topic_share",
    dataset,
    topic: 1,
    words: "oil, price, share, bank",
    value: 0.75,
  });
  deepStrictEqual(rows[9], {
    metric: "perplexity",
    dataset,
    pass: 1,
    value: 4,
  });
});

Deno.test("commonShares() are means over each data set's documents", () => {
  const rows = commonShares(found, new Map([["a", 1], ["b", 2]]));
  deepStrictEqual(
    rows.map(({ dataset, topic, value }) => [dataset, topic, value]),
    [["a", 1, 1], ["a", 2, 0], ["b", 1, 0.625], ["b", 2, 0.375]],
  );
});

Deno.test("commonShares() refuses counts of other documents", () => {
  throws(
    () => commonShares(found, new Map([["a", 4]])),
    new RangeError("Cannot share topics: there are 4 documents, expected 3"),
  );
});
