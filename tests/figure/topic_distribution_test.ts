import { deepStrictEqual, match, throws } from "node:assert/strict";
import { renderSvg } from "../../lib/figure/save.ts";
import { topicDistribution } from "../../lib/figure/topic_distribution.ts";
import { compiled } from "./compiled.ts";

const words = { title: "Topics", subtitle: "of all" };
const rows = ["ag", "sst2"].flatMap((dataset) =>
  Array.from({ length: 13 }, (_, k) => ({
    dataset,
    topic: k + 1,
    words: `word${k}, other`,
    value: 1 / 13,
  }))
);

Deno.test("topicDistribution() keeps shares, in percent, and more topics than hues", () => {
  const [values] = compiled(topicDistribution(rows, words));
  deepStrictEqual(values?.length, 26);
  deepStrictEqual(values?.[1], {
    dataset: "ag",
    topic: "2: word1, other",
    place: 2,
    share: 7.69,
  });
});

Deno.test("topicDistribution() names each topic by its words", async () => {
  const svg = await renderSvg(topicDistribution(rows, words));
  match(svg, />1: word0, other</);
  match(svg, />13: word12, other</);
});

Deno.test("topicDistribution() refuses to draw nothing", () => {
  throws(
    () => topicDistribution([], words),
    new RangeError("Cannot draw topics: 0 rows, expected some"),
  );
});
