import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import {
  type BottleneckConfig,
  bottleneckWidth,
  parseAdapterConfig,
} from "../../lib/adapter/config.ts";
import { kindNames, kinds } from "../../lib/adapter/kinds.ts";

const sizes = { hidden: 64, width: 4 };

for (const name of kindNames) {
  Deno.test(`parseAdapterConfig() keeps the preset ${name} as it is`, () => {
    const preset = kinds[name](sizes);
    deepStrictEqual(parseAdapterConfig(preset, ""), preset);
  });
}

Deno.test("parseAdapterConfig() keeps keys that do not change the mathematics", () => {
  const extras = { phm_dim: 4, init_weights_seed: null, shared_W_phm: false };
  const stated = { ...kinds.pfeiffer(sizes), ...extras };
  deepStrictEqual(parseAdapterConfig(stated, ""), stated);
});

Deno.test("parseAdapterConfig() takes a bottleneck whose architecture is null", () => {
  const stated = { ...kinds.pfeiffer(sizes), architecture: null };
  deepStrictEqual(parseAdapterConfig(stated, ""), stated);
});

/** Changes to a preset, and what is said of them. */
const refused: [
  kind: "pfeiffer" | "lora",
  change: Record<string, unknown>,
  problem: string,
][] = [
  ["pfeiffer", { phm_layer: true }, 'key "phm_layer" is true, expected false'],
  ["pfeiffer", { ln_before: true }, 'key "ln_before" is true, expected false'],
  ["pfeiffer", { ln_after: true }, 'key "ln_after" is true, expected false'],
  [
    "pfeiffer",
    { use_gating: true },
    'key "use_gating" is true, expected false',
  ],
  [
    "pfeiffer",
    { cross_adapter: true },
    'key "cross_adapter" is true, expected false',
  ],
  [
    "pfeiffer",
    { invertible_adapter: { block_type: "nice" } },
    'key "invertible_adapter" is {"block_type":"nice"}, expected null',
  ],
  [
    "pfeiffer",
    { stochastic_depth: 0.1 },
    'key "stochastic_depth" is 0.1, expected 0',
  ],
  [
    "pfeiffer",
    { inv_adapter: "nice" },
    'key "inv_adapter" is "nice", expected null',
  ],
  [
    "pfeiffer",
    { scaling: "learned" },
    'key "scaling" is "learned", expected number',
  ],
  [
    "pfeiffer",
    { reduction_factor: "16" },
    'key "reduction_factor" is "16", expected a positive number, or one by block',
  ],
  [
    "pfeiffer",
    { residual_before_ln: false },
    'key "residual_before_ln" is false, expected true',
  ],
  [
    "pfeiffer",
    { mh_adapter: undefined },
    'key "mh_adapter" is missing, expected boolean',
  ],
  [
    "lora",
    { intermediate_lora: true },
    'key "intermediate_lora" is true, expected false',
  ],
  [
    "lora",
    { output_lora: true },
    'key "output_lora" is true, expected false',
  ],
  ["lora", { use_dora: true }, 'key "use_dora" is true, expected false'],
  ["lora", { vera_d: 0.1 }, 'key "vera_d" is 0.1, expected null'],
  [
    "lora",
    { composition_mode: "scale" },
    'key "composition_mode" is "scale", expected "add"',
  ],
  [
    "lora",
    { attn_matrices: ["q", "o"] },
    'key "attn_matrices.1" is "o", expected one of "q"|"k"|"v"',
  ],
  ["lora", { r: 0 }, 'key "r" is 0, expected number to be >0'],
];

for (const [kind, change, problem] of refused) {
  Deno.test(`parseAdapterConfig() refuses ${kind} with ${JSON.stringify(change)}`, () => {
    throws(
      () =>
        parseAdapterConfig({ ...kinds[kind](sizes), ...change }, "a/b.json"),
      inputError(`Cannot use the config of "a/b.json": ${problem}`),
    );
  });
}

Deno.test("parseAdapterConfig() takes no modules from AdapterHub's files", () => {
  const stated = {
    ...kinds.lora(sizes),
    modules: { query: { r: 1, alpha: 1 } },
  };
  deepStrictEqual(parseAdapterConfig(stated, ""), kinds.lora(sizes));
});

Deno.test("parseAdapterConfig() refuses other architectures by name", () => {
  throws(
    () => parseAdapterConfig({ architecture: "prefix_tuning" }, "a/b.json"),
    inputError(
      'Cannot use "a/b.json": its architecture is "prefix_tuning", expected a bottleneck adapter or "lora"',
    ),
  );
});

Deno.test("bottleneckWidth() rounds down", () => {
  const width = (reduction_factor: BottleneckConfig["reduction_factor"]) =>
    bottleneckWidth({ ...kinds.pfeiffer(sizes), reduction_factor }, 100, 1);
  strictEqual(width(16), 6);
  strictEqual(width(0.5), 200);
  // In Python, 100 // 0.1 is 999: the number nearest to 0.1 is a little larger.
  strictEqual(width(0.1), 999);
});

Deno.test("bottleneckWidth() takes a block's own factor, else the default one", () => {
  const config = {
    ...kinds.pfeiffer(sizes),
    reduction_factor: { 0: 8, default: 16 },
  };
  strictEqual(bottleneckWidth(config, 64, 0), 8);
  strictEqual(bottleneckWidth(config, 64, 1), 4);
});

Deno.test("bottleneckWidth() refuses a block without a factor", () => {
  const config = { ...kinds.pfeiffer(sizes), reduction_factor: { 0: 8 } };
  throws(
    () => bottleneckWidth(config, 64, 1),
    inputError(
      'Cannot use an adapter: its reduction_factor has no entry for block 1, expected one or a "default"',
    ),
  );
});
