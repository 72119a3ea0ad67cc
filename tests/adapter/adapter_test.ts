import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { random } from "../../lib/math/random.ts";
import { mean } from "../../lib/math/stats.ts";
import type { HostTensor } from "../../lib/io/safetensors.ts";
import { parseConfig } from "../../lib/model/config.ts";
import {
  adapterShapes,
  adapterWrapper,
  drawAdapter,
} from "../../lib/adapter/adapter.ts";
import { type AdapterConfig } from "../../lib/adapter/config.ts";
import { kinds } from "../../lib/adapter/kinds.ts";
import { smallConfig, smallest } from "../model/small_model.ts";
import { smallShape } from "./made_adapter.ts";

/** Wide enough that deviations are known to a few per cent. */
const wide = parseConfig(
  { ...smallest, hidden_size: 64, num_attention_heads: 4 },
  "",
);

const draw = (config: AdapterConfig, seed = 1) =>
  drawAdapter(config, wide, random(seed, "adapter"));

const deviation = (numbers: ArrayLike<number>) =>
  Math.sqrt(mean(Array.from(numbers, (v) => v * v)));

/** The numbers of all tensors whose names end so. */
const numbers = (weights: ReadonlyMap<string, HostTensor>, end: string) =>
  [...weights].filter(([name]) => name.endsWith(end))
    .flatMap(([, { data }]) => [...data]);

Deno.test("adapterShapes() of Pfeiffer are those of one bottleneck a block", () => {
  const shapes = [...adapterShapes(smallShape("pfeiffer"), smallConfig)];
  deepStrictEqual(shapes.slice(0, 4), [
    ["encoder.layer.0.output.adapter_down.0.weight", [3, 8]],
    ["encoder.layer.0.output.adapter_down.0.bias", [3]],
    ["encoder.layer.0.output.adapter_up.weight", [8, 3]],
    ["encoder.layer.0.output.adapter_up.bias", [8]],
  ]);
  strictEqual(shapes.length, 8);
});

Deno.test("adapterShapes() of Houlsby has a bottleneck behind the attention too", () => {
  const names = [...adapterShapes(smallShape("houlsby"), smallConfig).keys()];
  strictEqual(names.length, 16);
  strictEqual(
    names[0],
    "encoder.layer.0.attention.output.adapter_down.0.weight",
  );
});

Deno.test("adapterShapes() of LoRA has two matrices for query and value", () => {
  deepStrictEqual(
    [...adapterShapes(smallShape("lora"), smallConfig)].slice(0, 4),
    [
      ["encoder.layer.0.attention.self.query.lora_A", [3, 8]],
      ["encoder.layer.0.attention.self.query.lora_B", [8, 3]],
      ["encoder.layer.0.attention.self.value.lora_A", [3, 8]],
      ["encoder.layer.0.attention.self.value.lora_B", [8, 3]],
    ],
  );
});

for (const kind of ["pfeiffer", "lora"] as const) {
  Deno.test(`adapterShapes() of ${kind} has nothing for blocks that are left out`, () => {
    const config = { ...smallShape(kind), leave_out: [0] };
    const names = [...adapterShapes(config, smallConfig).keys()];
    strictEqual(names.length, 4);
    ok(names.every((name) => name.startsWith("encoder.layer.1.")));
  });
}

Deno.test("adapterShapes() follows reduction factors by block", () => {
  const config = {
    ...kinds.pfeiffer({ hidden: 8, width: 2 }),
    reduction_factor: { 1: 8, default: 2 },
  };
  const shapes = adapterShapes(config, smallConfig);
  deepStrictEqual(shapes.get("encoder.layer.0.output.adapter_down.0.bias"), [
    4,
  ]);
  deepStrictEqual(shapes.get("encoder.layer.1.output.adapter_down.0.bias"), [
    1,
  ]);
});

Deno.test("drawAdapter() of bert has deviation 0.02 in both maps, biases 0", () => {
  const weights = draw(kinds.houlsby({ hidden: 64, width: 16 }));
  for (const end of ["adapter_down.0.weight", "adapter_up.weight"]) {
    const found = deviation(numbers(weights, end)); // of 4,096 numbers
    ok(Math.abs(found - 0.02) < 0.001, `${end}: ${found}`);
  }
  ok(numbers(weights, "bias").every((v) => v === 0));
});

Deno.test("drawAdapter() of houlsby stays within two deviations of 0.01", () => {
  const config = kinds.pfeiffer({ hidden: 64, width: 16 });
  const weights = draw({ ...config, init_weights: "houlsby" });
  const drawn = numbers(weights, "weight");
  const largest = Math.max(...drawn.map(Math.abs));
  ok(largest <= Math.fround(0.02) && largest > 0.019, `${largest}`);
  // A normal cut at two deviations has 0.88 of its deviation.
  ok(Math.abs(deviation(drawn) - 0.0088) < 0.0004, `${deviation(drawn)}`);
});

const uniform: [string, AdapterConfig, string, string][] = [
  ["lora", kinds.lora({ hidden: 64, width: 8 }), "lora_A", "lora_B"],
  [
    "mam_adapter",
    {
      ...kinds.pfeiffer({ hidden: 64, width: 8 }),
      init_weights: "mam_adapter",
    },
    "adapter_down.0.weight",
    "adapter_up.weight",
  ],
];

for (const [rule, config, first, second] of uniform) {
  Deno.test(`drawAdapter() of ${rule} is uniform within 1 / sqrt(inputs), then 0`, () => {
    const weights = draw(config);
    const drawn = numbers(weights, first);
    const [low, high] = [Math.min(...drawn), Math.max(...drawn)];
    ok(low >= -1 / 8 && low < -0.12, `${low}`);
    ok(high <= 1 / 8 && high > 0.12, `${high}`);
    ok(numbers(weights, second).every((v) => v === 0));
  });
}

Deno.test("drawAdapter() depends on the stream alone", () => {
  const config = smallShape("pfeiffer");
  deepStrictEqual(draw(config, 1), draw(config, 1));
  const [a, b] = [draw(config, 1), draw(config, 2)]
    .map((weights) => numbers(weights, "up.weight"));
  ok(a!.every((v, i) => v !== b![i]));
});

Deno.test("adapterWrapper() without a shape wraps nothing", () => {
  const params = {
    has: () => false,
    get: () => ok(false, "no parameter is wanted") as never,
    table: () => [],
  };
  deepStrictEqual(adapterWrapper(undefined, smallConfig, params), {});
});
