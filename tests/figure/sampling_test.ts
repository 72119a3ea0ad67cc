import { strictEqual } from "node:assert/strict";
import { sampleText } from "../../lib/figure/sampling.ts";
import { accuracy, everyMixture } from "./study.ts";

const names = ["a", "b", "c", "d", "e"];
const all = everyMixture(names, () => 0.5);

/** Every second mixture of three, and all others. */
const some = all.filter(({ k, mixed }) => k !== 3 || mixed.includes("a"));

Deno.test("sampleText() is empty where everything was measured", () => {
  strictEqual(sampleText(all), "");
  strictEqual(sampleText([]), "");
});

Deno.test("sampleText() counts the mixtures of the target with fewest", () => {
  // With a in it: six of a's own six, three of every other target's.
  strictEqual(
    sampleText(some),
    "A sample: 3 of 6 mixtures of 3 adapters, of each target.",
  );
});

Deno.test("sampleText() counts no mixture twice, and none without its target", () => {
  const rows = [...some, accuracy("a", "b+c", 0.1)].filter(({ k, target }) =>
    k !== 4 || target !== "b"
  );
  strictEqual(
    sampleText([...rows, ...rows, accuracy("b", "a+b+c+d", 0.1)]),
    "A sample: 3 of 6 mixtures of 3 adapters, 1 of 4 of 4, of each target.",
  );
});
