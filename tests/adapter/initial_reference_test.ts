import { deepStrictEqual, throws } from "node:assert/strict";
import { random } from "../../lib/math/random.ts";
import { digestWeights } from "../../lib/io/digest.ts";
import { type Adapter, drawAdapter } from "../../lib/adapter/adapter.ts";
import { initialReference } from "../../lib/adapter/initial_reference.ts";
import { kinds } from "../../lib/adapter/kinds.ts";

const encoder = { hidden_size: 8, num_hidden_layers: 2 };
const config = kinds.pfeiffer({ hidden: 8, width: 2 });
const drawn = drawAdapter(config, encoder, random(7, "adapter"));

function adapter(metadata: Record<string, string>): Adapter {
  const model = { type: "bert", hidden: 8, name: "", class: "" };
  return { name: "a", config, weights: new Map(), model, metadata } as Adapter;
}

const stated = { adapter_seed: "7", initial_weights: digestWeights(drawn) };

Deno.test("initialReference() draws the weights that adapters started from", () => {
  const adapters = [adapter(stated), adapter(stated)];
  deepStrictEqual(initialReference(adapters, encoder), drawn);
});

Deno.test("initialReference() refuses adapters that did not start alike, or do not say so", () => {
  const message =
    "Cannot draw the initial weights anew: the adapters' files do not say that they started alike, expected one adapter_seed and initial_weights in all of them";
  const { adapter_seed, initial_weights } = stated;
  for (
    const other of [{}, { initial_weights }, { adapter_seed }, {
      ...stated,
      initial_weights: "0",
    }]
  ) {
    const adapters = [
      adapter(other as Record<string, string>),
      adapter(stated),
    ];
    throws(() => initialReference(adapters, encoder), {
      name: "Failure",
      message,
    });
  }
});

Deno.test("initialReference() refuses a seed that gives other weights", () => {
  throws(
    () =>
      initialReference([adapter({ ...stated, adapter_seed: "8" })], encoder),
    {
      name: "Failure",
      message:
        `Cannot draw the initial weights anew: seed 8 gives others than those that the adapters started from, expected their hash ${stated.initial_weights}`,
    },
  );
});
