import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { datasets } from "../../data/datasets.ts";
import type { Source } from "../../data/source.ts";
import { presetEpochs } from "../../lib/train/settings.ts";

const sources: [string, Source][] = Object.entries(datasets);

Deno.test("datasets has the thirteen in the paper's order", () => {
  deepStrictEqual(
    Object.keys(datasets).join(" "),
    "mnli mrpc sst2 rte qnli qqp rct ag authorship financial imdb tweets wiki",
  );
  deepStrictEqual(
    Object.keys(datasets).sort(),
    Object.keys(presetEpochs).sort(),
  );
});

Deno.test("every data set states where it comes from and on what terms", () => {
  for (const [name, { source, terms, hub, labels, layouts }] of sources) {
    ok(source && terms, name);
    strictEqual(hub.repo.split("/").length, 2, name);
    ok(labels.length > 1, name);
    strictEqual(new Set(labels).size, labels.length, name);
    ok(layouts.length > 1, `${name} has a form of its own and the Hub's`);
  }
});

Deno.test("every data set knows what table 2 counts", () => {
  const printed = sources.map(([, { paper: { counts } }]) => [
    counts.train,
    counts.test,
  ]);
  deepStrictEqual(printed, [
    [392_702, 9_815],
    [3_668, 408],
    [67_349, 872],
    [2_490, 277],
    [104_743, 5_463],
    [363_846, 40_430],
    [178_882, 30_135],
    [120_000, 7_600],
    [2_743, 686],
    [4_846, 484],
    [22_500, 2_500],
    [31_962, 3_196],
    [127_656, 63_978],
  ]);
});
