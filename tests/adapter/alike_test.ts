import { deepStrictEqual, throws } from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import type { Adapter } from "../../lib/adapter/adapter.ts";
import { expectAlike } from "../../lib/adapter/alike.ts";
import type { BottleneckConfig, LoraConfig } from "../../lib/adapter/config.ts";
import { smallAdapter } from "./made_adapter.ts";

const pfeiffer = smallAdapter("pfeiffer");
const lora = smallAdapter("lora");

const startedFrom = (initial_weights: string): Adapter => ({
  ...pfeiffer,
  metadata: { initial_weights },
});

Deno.test("expectAlike() says whether the adapters have one start", () => {
  const start = (...adapters: Adapter[]) =>
    expectAlike(adapters, adapters.map((_, i) => `${i}`))
      .shared_initial_weights;
  const [a, b] = [startedFrom("a"), startedFrom("b")];
  deepStrictEqual(start(a, a, a), "yes");
  deepStrictEqual(start(a, a, b), "no");
  deepStrictEqual(start(a, { ...a, metadata: {} }), "unknown");
  deepStrictEqual(start(a), "yes");
});

Deno.test("expectAlike() takes adapters that differ in what does not count", () => {
  const config = { ...pfeiffer.config as BottleneckConfig, dropout: 0.5 };
  const { head: _, ...bare } = { ...pfeiffer, config, name: "other" };
  expectAlike([pfeiffer, bare], ["a", "b"]);
});

const bottleneck = "for a roberta of 8 features";
const described =
  `a bottleneck after feed-forward, relu, scaling 1, behind the norm, ${bottleneck}`;

const refused: [second: Adapter, first: Adapter, problem: string][] = [
  [
    lora,
    pfeiffer,
    `a LoRA of rank 3, alpha 8, on qv, ${bottleneck}, expected ${described}`,
  ],
  [
    smallAdapter("houlsby"),
    pfeiffer,
    `a bottleneck after attention and feed-forward, swish, scaling 1, before the norm, ${bottleneck}, expected ${described}`,
  ],
  [
    {
      ...pfeiffer,
      config: { ...pfeiffer.config as BottleneckConfig, scaling: 4 },
    },
    pfeiffer,
    `a bottleneck after feed-forward, relu, scaling 4, behind the norm, ${bottleneck}, expected ${described}`,
  ],
  [
    smallAdapter("parallel"),
    pfeiffer,
    `a bottleneck beside feed-forward, relu, scaling 4, ${bottleneck}, expected ${described}`,
  ],
  [
    { ...lora, peft: {} },
    lora,
    `a LoRA of rank 3, unknown alpha, on qv, ${bottleneck}, expected a LoRA of rank 3, alpha 8, on qv, ${bottleneck}`,
  ],
  [
    {
      ...lora,
      model: { ...lora.model, type: "" },
      config: {
        ...lora.config as LoraConfig,
        attn_matrices: [],
        modules: {
          "layers.0.v_proj": { r: 3, alpha: 8 },
          "layers.0.q_proj": { r: 3, alpha: 8 },
          "layers.1.q_proj": { r: 3, alpha: 8 },
        },
      },
    },
    lora,
    `a LoRA of rank 3, alpha 8, on q_proj, v_proj, for a model of 8 features, expected a LoRA of rank 3, alpha 8, on qv, ${bottleneck}`,
  ],
  [
    { ...lora, config: { ...lora.config as LoraConfig, alpha: 3 } },
    lora,
    `a LoRA of rank 3, alpha 3, on qv, ${bottleneck}, expected a LoRA of rank 3, alpha 8, on qv, ${bottleneck}`,
  ],
  [
    { ...pfeiffer, model: { ...pfeiffer.model, type: "bert" } },
    pfeiffer,
    `a bottleneck after feed-forward, relu, scaling 1, behind the norm, for a bert of 8 features, expected ${described}`,
  ],
];

Deno.test("expectAlike() says what cannot be done with others", () => {
  throws(
    () => expectAlike([lora, pfeiffer], ["a", "b"], { verb: "compare" }),
    { name: "Failure", message: /^Cannot compare "a" and "b": the second is / },
  );
});

for (const [second, first, problem] of refused) {
  Deno.test(`expectAlike() refuses ${problem}`, () => {
    throws(
      () => expectAlike([first, first, second], ["a/x", "a/y", "a/z"]),
      inputError(`Cannot mix "a/x" and "a/z": the second is ${problem}`),
    );
  });
}
