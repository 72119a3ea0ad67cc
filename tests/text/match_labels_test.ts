import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import { matchLabels } from "../../lib/text/match_labels.ts";

const split = [{ text: "a", label: 0 }, { text: "b", label: 1 }];

Deno.test("matchLabels() gives the head's numbers to names that it knows", () => {
  const dataset = { name: "news", labels: ["sports", "science"] };
  const labels = ["science", "world", "sports"];
  deepStrictEqual(
    matchLabels(dataset, split, labels).map(({ label }) => label),
    [2, 0],
  );
});

Deno.test("matchLabels() overlooks the case of names, unless it tells them apart", () => {
  const dataset = { name: "news", labels: ["Sports", "science"] };
  const numbers = (labels: string[]) =>
    matchLabels(dataset, split, labels).map(({ label }) => label);
  deepStrictEqual(numbers(["SCIENCE", "SPORTS"]), [1, 0]);
  deepStrictEqual(numbers(["sports", "Sports", "science"]), [1, 2]);
});

Deno.test("matchLabels() goes by the order where the names of one side are numbers", () => {
  const dataset = { name: "news", labels: ["sports", "science"] };
  strictEqual(matchLabels(dataset, split, ["LABEL_0", "LABEL_1"]), split);
  const numbers = { name: "news", labels: ["0", "1"] };
  strictEqual(matchLabels(numbers, split, ["sports", "science"]), split);
});

Deno.test("matchLabels() refuses a head of other classes", () => {
  const dataset = { name: "news", labels: ["sports", "science"] };
  for (
    const labels of [
      ["one"],
      ["one", "two"],
      ["LABEL_0", "LABEL_1", "LABEL_2"],
      ["science", "world"],
    ]
  ) {
    throws(
      () => matchLabels(dataset, split, labels),
      inputError(
        `Cannot use data set "news" with this head: its classes are sports, science, expected ${
          labels.join(", ")
        }`,
      ),
    );
  }
});
