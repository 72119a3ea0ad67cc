import {
  deepStrictEqual,
  notDeepStrictEqual,
  ok,
  strictEqual,
} from "node:assert/strict";
import { pack } from "../../lib/text/batches.ts";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { sendBatch } from "../../lib/model/batch.ts";
import {
  hideTokens,
  type MaskedBatch,
  maskedModelling,
} from "../../lib/train/masking.ts";
import { assertClose } from "../check.ts";
import { smallBatch, smallConfig, smallWeights } from "../model/small_model.ts";
import { trainedParams } from "../model/trained_params.ts";

const vocabulary = { maskId: 4, specialIds: new Set([0, 1, 2, 4]), size: 1000 };

/** A long sequence: a start, 20,000 tokens from 10 on, and an end. */
const long = (() => {
  const tokens = Array.from({ length: 20_000 }, (_, i) => 10 + i % 900);
  const ids = [0, ...tokens, 2];
  const types = ids.map(() => 0);
  return pack([{ ids, types, label: 0, index: 0 }], { firstPosition: 2 });
})();

const hide = (seed = 1, name = "mask/0") =>
  hideTokens(long, vocabulary, { seed, name });

Deno.test("hideTokens() chooses 15 %: 80 % masked, 10 % random, 10 % as they are", () => {
  const { hidden, ids, labels } = hide();
  strictEqual(hidden.length, 3000);
  const fates = { masked: 0, kept: 0, random: 0 };
  hidden.forEach((at, i) => {
    if (ids[at] === 4) fates.masked++;
    else if (ids[at] === labels[i]) fates.kept++;
    else fates.random++;
  });
  // Four standard deviations of 3,000 draws are 2.9 and 2.2 %.
  assertClose([fates.masked / 3000], [0.8], {
    tolerance: 0.016,
    what: "masked",
  });
  assertClose([fates.kept / 3000], [0.1], { tolerance: 0.02, what: "kept" });
  assertClose([fates.random / 3000], [0.1], {
    tolerance: 0.02,
    what: "random",
  });
});

Deno.test("hideTokens() says what stood in each place, in order", () => {
  const { hidden, labels } = hide();
  deepStrictEqual([...labels], [...hidden].map((at) => long.ids[at]));
  ok(hidden.every((at, i) => i === 0 || at > hidden[i - 1]!));
});

Deno.test("hideTokens() changes no other token, and not the batch itself", () => {
  const before = long.ids.slice();
  const { hidden, ids } = hide();
  const places = new Set(hidden);
  ok(ids.every((id, at) => places.has(at) || id === long.ids[at]));
  deepStrictEqual(long.ids, before);
});

Deno.test("hideTokens() never hides special tokens", () => {
  for (let seed = 0; seed < 50; seed++) {
    const batch = hideTokens(smallBatch(), vocabulary, { seed, name: "m" });
    for (const label of batch.labels) ok(!vocabulary.specialIds.has(label));
  }
});

Deno.test("hideTokens() hides at least one token", () => {
  const { hidden } = hideTokens(smallBatch(), vocabulary, {
    seed: 1,
    name: "m",
  });
  strictEqual(hidden.length, 1); // of 6 that are open
});

Deno.test("hideTokens() hides the same tokens by the same seed and name", () => {
  deepStrictEqual(hide(), hide());
  notDeepStrictEqual(hide(2).hidden, hide().hidden);
  notDeepStrictEqual(hide(1, "mask/1").hidden, hide().hidden);
});

Deno.test("maskedModelling() trains everything by the guesses of hidden tokens", async () => {
  const gpu = await Gpu.open();
  const { params, grads } = trainedParams(gpu, smallWeights());
  const masked: MaskedBatch = {
    ...smallBatch(),
    hidden: Uint32Array.from([1, 9]),
    labels: Uint32Array.from([11, 12]),
  };
  const objective = maskedModelling(gpu, smallConfig, params);
  const { losses, correct, rows, back } = objective(sendBatch(gpu, masked));
  strictEqual(rows, 2);
  deepStrictEqual(losses.shape, [2]);
  deepStrictEqual(correct.shape, [2]);
  back(1 / rows);
  const found = await grads();
  const bias = found.get("lm_head.bias")!.data;
  // The gradient at the logits is softmax minus the hidden words, in the mean.
  assertClose([bias.reduce((sum, v) => sum + v, 0)], [0], {
    tolerance: 1e-5,
    what: "sum",
  });
  for (const [name, { data }] of found) {
    if (name.endsWith("key.bias")) continue; // softmax does not see it
    ok(data.some((v) => v !== 0), name);
  }
  gpu.close();
});
