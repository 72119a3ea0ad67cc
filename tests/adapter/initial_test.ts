import {
  deepStrictEqual,
  notDeepStrictEqual,
  strictEqual,
} from "node:assert/strict";
import { digestWeights } from "../../lib/io/digest.ts";
import { adapterHubHead } from "../../lib/model/head.ts";
import {
  type Draw,
  identityOf,
  untrainedAdapter,
} from "../../lib/adapter/initial.ts";
import { smallCheckpoint, smallShape } from "./made_adapter.ts";

const drawn = (changes: Partial<Draw> = {}) =>
  untrainedAdapter(smallCheckpoint, {
    name: "task",
    config: smallShape("pfeiffer"),
    head: adapterHubHead(["a", "b"]),
    adapterSeed: 1,
    seed: 2,
    ...changes,
  });

Deno.test("untrainedAdapter() draws the same adapter whatever its head and seed", () => {
  const other = drawn({ head: adapterHubHead(["a", "b", "c"]), seed: 3 });
  deepStrictEqual(other.weights, drawn().weights);
  deepStrictEqual(other.metadata, drawn().metadata);
});

Deno.test("untrainedAdapter() draws another adapter by another adapter seed", () => {
  const other = drawn({ adapterSeed: 3 });
  notDeepStrictEqual(other.weights, drawn().weights);
  notDeepStrictEqual(other.metadata, drawn().metadata);
  deepStrictEqual(other.head, drawn().head);
});

Deno.test("untrainedAdapter() draws another head by another seed", () => {
  notDeepStrictEqual(drawn({ seed: 3 }).head, drawn().head);
});

Deno.test("untrainedAdapter() says what it started from", () => {
  const { weights, metadata } = drawn();
  deepStrictEqual(metadata, {
    adapter_seed: "1",
    initial_weights: digestWeights(weights),
  });
});

Deno.test("untrainedAdapter() draws a head alone where there is no shape", () => {
  const { config, weights, head } = drawn({ config: undefined });
  strictEqual(config, undefined);
  strictEqual(weights.size, 0);
  strictEqual(head!.weights.size, 4);
});

Deno.test("identityOf() names the model's own class, or that of its kind", () => {
  const { config } = smallCheckpoint;
  const identity = { type: "roberta", hidden: 8, name: "models/small" };
  deepStrictEqual(identityOf(smallCheckpoint), {
    ...identity,
    class: "RobertaModel",
  });
  const architectures = ["RobertaForMaskedLM"];
  deepStrictEqual(
    identityOf({ ...smallCheckpoint, config: { ...config, architectures } }),
    { ...identity, class: "RobertaForMaskedLM" },
  );
});
