import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { random } from "../../lib/math/random.ts";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { drawAdapter } from "../../lib/adapter/adapter.ts";
import { halfJudge } from "../../lib/study/half_judge.ts";
import { DENSE } from "../../lib/study/mix_stages.ts";
import { loadParityCase } from "../parity.ts";

/** A judge with two targets and three adapters, and what it was asked for. */
async function opened(lengths: { one: number; two: number }) {
  const gpu = await Gpu.open();
  const { model, adapter, encoded } = await loadParityCase(
    gpu,
    "roberta-pfeiffer",
  );
  const config = adapter.config!;
  const drawn = [1, 2].map((seed) =>
    drawAdapter(config, model.config, random(seed, "adapter"))
  );
  const asked: string[] = [];
  const target = (name: string) => {
    asked.push(name);
    const some = encoded.slice(0, lengths[name as "one" | "two"]);
    return { head: adapter.head!, encoded: some };
  };
  const adapters = new Map([
    ["one", adapter.weights],
    ["two", drawn[0]!],
    ["three", drawn[1]!],
  ]);
  return { gpu, judge: { model, config, target }, adapters, asked };
}

const cells = [
  { mixed: "one", target: "one" },
  { mixed: "one+two", target: "one" },
  { mixed: "one+two+three", target: "one" },
  { mixed: "two", target: "two" },
];

Deno.test("halfJudge() checks two mixtures of each target, or all there are", async () => {
  const { gpu, judge, adapters, asked } = await opened({ one: 5, two: 3 });
  const request = { adapters, cells, how: DENSE };
  const { model, target, precision } = await halfJudge(judge, request, {
    seed: 1,
  });
  deepStrictEqual(precision, { dtype: "f16", agreement: 1 });
  deepStrictEqual(asked, ["one", "one", "two"]);
  strictEqual(model.dtype, "f16");
  strictEqual(target, judge.target);
  gpu.close();
});

Deno.test("halfJudge() takes mixtures of other methods than the average", async () => {
  const { gpu, judge, adapters } = await opened({ one: 5, two: 3 });
  const how = { ...DENSE, method: "ties" } as const;
  const { precision } = await halfJudge(judge, { adapters, cells, how }, {
    seed: 1,
  });
  deepStrictEqual(precision, { dtype: "f16", agreement: 1 });
  gpu.close();
});

Deno.test("halfJudge() refuses a mixture whose weights are too large for f16", async () => {
  const { gpu, judge, adapters } = await opened({ one: 5, two: 3 });
  const large = [...adapters].map(([name, weights]) => {
    const huge = [...weights].map(([at, { shape, data }]) =>
      [at, { shape, data: data.map(() => 1e5) }] as const
    );
    return [name, new Map(huge)] as const;
  });
  const request = { adapters: new Map(large), cells, how: DENSE };
  await rejects(
    halfJudge(judge, request, { seed: 1 }),
    /^Failure: Cannot store "encoder\..*" as f16: it has 100000, expected numbers/,
  );
  gpu.close();
});
