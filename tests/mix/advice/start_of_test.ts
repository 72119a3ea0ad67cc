import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { random } from "../../../lib/math/random.ts";
import { digestWeights } from "../../../lib/io/digest.ts";
import { drawAdapter } from "../../../lib/adapter/adapter.ts";
import { startOf } from "../../../lib/mix/advice/start_of.ts";
import { madeLora } from "./made_loras.ts";

const encoder = { hidden_size: 16, num_hidden_layers: 2 };

Deno.test("startOf() draws anew what the files say, and nothing if it is not that", () => {
  const a = madeLora("a");
  const drawn = drawAdapter(a.config!, encoder, random(7, "adapter"));
  const metadata = { adapter_seed: "7", initial_weights: digestWeights(drawn) };
  const members = [{ ...a, metadata }, { ...madeLora("b"), metadata }];
  deepStrictEqual(startOf(members), drawn);
  strictEqual(startOf([...members, madeLora("c")]), undefined);
  strictEqual(startOf([madeLora("c")]), undefined);
  const wrong = { ...metadata, adapter_seed: "8" };
  strictEqual(startOf([{ ...a, metadata: wrong }]), undefined);
});
