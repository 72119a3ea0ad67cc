import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { sampledSizes, sampleText } from "../../lib/figure/sampling.ts";
import { accuracy, everyMixture } from "./study.ts";

const names = ["a", "b", "c", "d", "e"];
const all = everyMixture(names, () => 0.5);

/** Every second mixture of three, and all others. */
const some = all.filter(({ k, mixed }) => k !== 3 || mixed.includes("a"));

Deno.test("sampledSizes() finds nothing where everything was measured", () => {
  deepStrictEqual(sampledSizes(all), []);
  strictEqual(sampleText(all), "");
  deepStrictEqual(sampledSizes([]), []);
});

Deno.test("sampledSizes() counts the mixtures of the target with fewest", () => {
  // With a in it: six of a's own six, three of every other target's.
  deepStrictEqual(sampledSizes(some), [{ k: 3, measured: 3, possible: 6 }]);
  const rows = [...some, accuracy("a", "b+c", 0.1)].filter(({ k, target }) =>
    k !== 4 || target !== "b"
  );
  strictEqual(
    sampleText([...rows, accuracy("b", "a+b+c+d", 0.1)]),
    "A sample: 3 of 6 mixtures of 3 adapters, 1 of 4 of 4, of each target.",
  );
});
