import {
  deepStrictEqual,
  notDeepStrictEqual,
  ok,
  strictEqual,
  throws,
} from "node:assert/strict";
import { inputError } from "../../../lib/io/failure.ts";
import { random } from "../../../lib/math/random.ts";
import { findTopics } from "../../../lib/text/topics/find_topics.ts";

/** Words of planted topics: no word is in two of them. */
const PLANTED = [
  "river lake ocean wave harbour sailor",
  "piano violin concert melody singer opera",
  "market price share profit dividend broker",
  "doctor patient hospital nurse fever clinic",
].map((words) => words.split(" "));

/** Documents of thirty words, nine of ten from one planted topic. */
function generate(count: number): string[] {
  const draw = random(5, "documents");
  return Array.from({ length: count }, (_, i) => {
    const own = PLANTED[i % PLANTED.length]!;
    const words = Array.from(
      { length: 30 },
      () => draw.pick(draw.uniform() < 0.9 ? own : draw.pick(PLANTED)),
    );
    return words.join(" ");
  });
}

const documents = generate(200);
const options = { seed: 1, topics: 4, wordsPerTopic: 6 };

Deno.test("findTopics() recovers planted topics", () => {
  const { topics, shares } = findTopics(documents, options);
  const found = topics.map(({ words }) => words.map(({ word }) => word).sort());
  deepStrictEqual(
    found.sort(),
    PLANTED.map((words) => words.toSorted()).sort(),
  );
  for (const { share } of topics) ok(Math.abs(share - 0.25) < 0.03, `${share}`);
  // The documents of one planted topic have one topic that is largest.
  const largest = shares.map((own) => own.indexOf(Math.max(...own)));
  largest.forEach((topic, i) => strictEqual(topic, largest[i % 4]));
});

Deno.test("findTopics() are the same for the same seed only", () => {
  const few = { ...options, passes: 1 };
  deepStrictEqual(findTopics(documents, few), findTopics(documents, few));
  notDeepStrictEqual(
    findTopics(documents, few).shares,
    findTopics(documents, { ...few, seed: 2 }).shares,
  );
});

Deno.test("findTopics() have the largest topic first, and its words by probability", () => {
  const uneven = documents.filter((_, i) => i % 4 === 0 || i % 8 === 1);
  const { topics } = findTopics(uneven, { ...options, topics: 2 });
  ok(topics[0]!.share > topics[1]!.share);
  deepStrictEqual(
    topics[0]!.words.map(({ word }) => word).sort(),
    PLANTED[0]!.toSorted(),
  );
  const probabilities = topics[0]!.words.map(({ probability }) => probability);
  deepStrictEqual(probabilities, probabilities.toSorted((a, b) => b - a));
});

Deno.test("findTopics() take ten topics of fifteen words, and rare words on demand only", () => {
  const texts = [...documents, "hapax"];
  const found = findTopics(texts, { seed: 1, passes: 1 });
  strictEqual(found.topics.length, 10);
  strictEqual(found.topics[0]!.words.length, 15);
  strictEqual(found.vocabulary, 25);
  const frequent = findTopics(texts, { seed: 1, passes: 1, minDocuments: 2 });
  strictEqual(frequent.vocabulary, 24);
  strictEqual(frequent.shares.length, texts.length);
});

Deno.test("findTopics() refuses documents of stop words only", () => {
  throws(
    () => findTopics(["the", "of 3"], options),
    inputError(
      "Cannot find topics of 2 documents: they have no words that count, expected some",
    ),
  );
});
