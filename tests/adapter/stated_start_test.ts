import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { random } from "../../lib/math/random.ts";
import { digestWeights } from "../../lib/io/digest.ts";
import { drawAdapter } from "../../lib/adapter/adapter.ts";
import { drawAnew, statedStart } from "../../lib/adapter/stated_start.ts";
import { smallAdapter, smallCheckpoint } from "./made_adapter.ts";

const { config: encoder } = smallCheckpoint;
const untrained = smallAdapter("pfeiffer");
const { metadata: stated } = untrained;

Deno.test("statedStart() is what all files name", () => {
  const trained = { ...untrained, weights: new Map() };
  deepStrictEqual(statedStart([untrained, trained]), {
    config: untrained.config,
    seed: "1",
    hash: digestWeights(untrained.weights),
  });
});

Deno.test("statedStart() is nothing where a file names another start, or none", () => {
  for (const metadata of [{}, { ...stated, initial_weights: "0" }]) {
    const other = { ...untrained, metadata };
    strictEqual(statedStart([untrained, other]), undefined);
    strictEqual(statedStart([other, untrained]), undefined);
  }
  const { adapter_seed: _, ...unseeded } = stated as Record<string, string>;
  strictEqual(statedStart([{ ...untrained, metadata: unseeded }]), undefined);
  const { config: __, ...headOnly } = untrained;
  strictEqual(statedStart([headOnly]), undefined);
});

Deno.test("drawAnew() gives the weights of the hash or none", () => {
  const start = statedStart([untrained])!;
  deepStrictEqual(drawAnew(start, encoder), untrained.weights);
  strictEqual(drawAnew({ ...start, seed: "2" }, encoder), undefined);
  const of2 = drawAdapter(start.config, encoder, random(2, "adapter"));
  const second = { ...start, seed: "2", hash: digestWeights(of2) };
  deepStrictEqual(drawAnew(second, encoder), of2);
});
