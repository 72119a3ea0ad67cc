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

Deno.test("matchLabels() leaves labels alone where all names are other but as many", () => {
  const dataset = { name: "news", labels: ["sports", "science"] };
  strictEqual(matchLabels(dataset, split, ["LABEL_0", "LABEL_1"]), split);
});

Deno.test("matchLabels() refuses a head of other classes", () => {
  const dataset = { name: "news", labels: ["sports", "science"] };
  for (
    const labels of [["one"], ["one", "two", "three"], ["science", "world"]]
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
