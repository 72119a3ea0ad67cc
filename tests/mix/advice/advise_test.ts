import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert/strict";
import { digestWeights } from "../../../lib/io/digest.ts";
import { Failure } from "../../../lib/io/failure.ts";
import { Gpu } from "../../../lib/gpu/gpu.ts";
import { advise } from "../../../lib/mix/advice/advise.ts";
import type { Adapter } from "../../../lib/adapter/adapter.ts";
import { deltaWeights } from "../../../lib/mix/delta_weights.ts";
import { fsdMatrix } from "../../../lib/mix/fsd.ts";
import { learnedWeights } from "../../../lib/mix/learned_weights.ts";
import { madeLora } from "./made_loras.ts";

/** The same LoRA with its weights moved a little. */
function moved(name: string, like: Adapter, by: number): Adapter {
  const weights = new Map(
    [...like.weights].map(([key, { shape, data }]) => [
      key,
      { shape, data: data.map((v, i) => v + by * Math.sin(i)) },
    ]),
  );
  return { ...like, name, weights };
}

Deno.test("advise() mixes those whose products agree and says where others differ", async () => {
  const gpu = await Gpu.open();
  const a = madeLora("a");
  const far = madeLora("far", { seed: 9 });
  const [group, ...more] = await advise(gpu, [a, far, moved("b", a, 0.2)]);
  const { nonzero } = await fsdMatrix(
    gpu,
    [a, far].map(({ weights }) => deltaWeights(weights)),
  );
  gpu.close();
  strictEqual(more.length, 0);
  deepStrictEqual(group!.mix, ["a", "b"]);
  deepStrictEqual(group!.leave.map(({ name }) => name), ["far"]);
  strictEqual(group!.conflict[0]![1], nonzero[0]![1]);
  const [worst] = group!.leave[0]!.worst;
  ok(
    /^encoder\.layer\.[01]\.attention\.self\.(query|value)$/.test(
      worst!.tensor,
    ),
  );
  ok(worst!.value >= group!.leave[0]!.conflict);
  deepStrictEqual(group!.blocks.map(({ part }) => part), [
    "block 0",
    "block 1",
  ]);
  deepStrictEqual(group!.measures.map(({ name }) => name), [
    ...["of all weights", "of weights zero in neither", "by magnitude"],
    "of products B A",
  ]);
});

Deno.test("advise() leaves untrained adapters out and warns of what else is odd", async () => {
  const gpu = await Gpu.open();
  const a = madeLora("a");
  const [group] = await advise(gpu, [
    a,
    moved("twin", a, 0.001),
    madeLora("long", { start: 5, seed: 5, scale: 9 }),
    madeLora("new", { scale: 0 }),
  ]);
  gpu.close();
  deepStrictEqual(group!.mix, ["a", "twin"]);
  deepStrictEqual(
    group!.leave.map(({ name, untrained }) => [name, untrained]),
    [["long", false], ["new", true]],
  );
  const [untrained, starts, twins, length, ...others] = group!.warnings;
  strictEqual(
    untrained,
    "new: untrained, so that mixing in weakens the others and adds nothing.",
  );
  ok(starts!.startsWith("In 3 of 6 pairs the first maps differ in sign as if"));
  ok(twins!.startsWith("a and twin are nearly the same (apart by 0."));
  ok(/^long is \d+\.\d times as long as (a|twin) and rules/.test(length!));
  deepStrictEqual(others, []);
});

Deno.test("advise() knows by its hash an adapter that is as before training", async () => {
  const gpu = await Gpu.open();
  const a = madeLora("a");
  const metadata = { initial_weights: digestWeights(a.weights) };
  const start = { ...a, name: "start", metadata };
  const trained = { ...moved("b", a, 0.2), metadata };
  const [group] = await advise(gpu, [start, trained]);
  deepStrictEqual(
    group!.leave.map(({ name, untrained }) => [name, untrained]),
    [["start", true], ["b", false]],
  );
  gpu.close();
});

Deno.test("advise() compares LoRAs of different ranks by their products alone", async () => {
  const gpu = await Gpu.open();
  const [group] = await advise(gpu, [
    madeLora("a"),
    madeLora("b", { rank: 3, alpha: 6, seed: 2 }),
  ]);
  gpu.close();
  deepStrictEqual(group!.measures.map(({ name }) => name), ["of products B A"]);
  deepStrictEqual(group!.warnings.slice(0, 2), [
    "Ranks differ (a 2, b 3): compared by their products B A; they cannot be averaged as they are.",
    "Alphas differ (a 4, b 6).",
  ]);
});

Deno.test("advise() compares what was learned where the start is given", async () => {
  const gpu = await Gpu.open();
  const initial = madeLora("new", { scale: 0 }).weights;
  const adapters = [madeLora("a"), madeLora("b", { seed: 2 })];
  const [group] = await advise(gpu, adapters, { initial });
  const learned = adapters.map(({ weights }) =>
    learnedWeights(weights, initial)
  );
  const { nonzero } = await fsdMatrix(gpu, learned);
  const found = group!.measures.find(({ name }) =>
    name === "of what was learned"
  );
  deepStrictEqual(found!.values, nonzero);
  await rejects(
    advise(gpu, adapters, { initial: madeLora("x", { rank: 5 }).weights }),
    new Failure(
      "input",
      "Cannot compare with the initial weights: no adapters have their tensors, expected some of the same names and shapes",
    ),
  );
  gpu.close();
});

Deno.test("advise() tells different initial weights by their hashes", async () => {
  const gpu = await Gpu.open();
  const adapters = [1, 2].map((seed): Adapter => {
    const adapter = madeLora(`${seed}`, { start: seed, seed });
    const hash = digestWeights(madeLora("", { start: seed, scale: 0 }).weights);
    return { ...adapter, metadata: { initial_weights: hash } };
  });
  const [group] = await advise(gpu, adapters);
  gpu.close();
  ok(
    group!.warnings[0]!.startsWith(
      "The files name 2 different sets of initial weights: ",
    ),
  );
});

Deno.test("advise() tells different base models by their digests", async () => {
  const gpu = await Gpu.open();
  const over = (base_model_digest: string, seed: number): Adapter => ({
    ...madeLora(`${seed}`, { start: 1, seed }),
    metadata: { base_model_digest },
  });
  const [one] = await advise(gpu, [over("a", 1), over("a", 2)]);
  const [two] = await advise(gpu, [over("a", 1), over("b", 2)]);
  gpu.close();
  const words =
    "They were trained over 2 models with different weights: such adapters do not mix.";
  deepStrictEqual(
    [one, two].map((group) => group!.warnings.includes(words)),
    [false, true],
  );
});
