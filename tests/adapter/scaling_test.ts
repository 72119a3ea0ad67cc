import { deepStrictEqual, strictEqual } from "node:assert/strict";
import type { Adapter } from "../../lib/adapter/adapter.ts";
import type { LoraConfig } from "../../lib/adapter/config.ts";
import {
  atOneScaling,
  moduleOf,
  rankAt,
  scalingAt,
} from "../../lib/adapter/scaling.ts";
import { smallAdapter } from "./made_adapter.ts";

const lora = smallAdapter("lora");
const config = lora.config as LoraConfig;
const withConfig = (changes: Partial<LoraConfig>): Adapter => ({
  ...lora,
  config: { ...config, ...changes } as LoraConfig,
  weights: new Map(
    [...lora.weights].map(([name, { shape, data }]) => [
      name,
      { shape, data: data.map((_, i) => i % 5 - 2) },
    ]),
  ),
});

Deno.test("rankAt() is a module's own, else the adapter's", () => {
  const some = { ...config, modules: { q: { r: 2, alpha: 6 } } };
  strictEqual(rankAt(some, "q").r, 2);
  strictEqual(scalingAt(some, "q"), 3);
  strictEqual(scalingAt(some, "toString"), config.alpha / config.r);
});

Deno.test("moduleOf() takes the factor off", () => {
  strictEqual(moduleOf("layers.0.q_proj.lora_A"), "layers.0.q_proj");
  strictEqual(moduleOf("output.adapter_up.bias"), "output.adapter_up.bias");
});

Deno.test("atOneScaling() leaves adapters of one scaling as they are", () => {
  const adapters = [lora, withConfig({})];
  atOneScaling(adapters).forEach((adapter, i) =>
    strictEqual(adapter, adapters[i])
  );
  const [pfeiffer] = atOneScaling([smallAdapter("pfeiffer"), lora]);
  deepStrictEqual(pfeiffer, smallAdapter("pfeiffer"));
});

Deno.test("atOneScaling() moves the quotient of the scalings into B", () => {
  // Scalings 8 / 3 and 24 / 3: the second one's B counts three times.
  const second = withConfig({ alpha: 24 });
  const [first, moved] = atOneScaling([lora, second]);
  strictEqual(first, lora);
  strictEqual((moved!.config as LoraConfig).alpha, 8);
  for (const [name, { data }] of moved!.weights) {
    const by = name.endsWith("lora_B") ? 3 : 1;
    const before = second.weights.get(name)!.data;
    deepStrictEqual(data, before.map((value) => by * value), name);
  }
});

Deno.test("atOneScaling() knows each module's own scaling", () => {
  const [name = ""] = lora.weights.keys();
  const own = moduleOf(name);
  const all = [...new Set([...lora.weights.keys()].map(moduleOf))];
  const modules = (alpha: number) =>
    Object.fromEntries(
      all.map((m) => [m, { r: 3, alpha: m === own ? alpha : 8 }]),
    );
  const first = withConfig({ modules: modules(16) });
  const second = withConfig({ modules: modules(4) });
  const [, moved] = atOneScaling([first, second]);
  deepStrictEqual(
    (moved!.config as LoraConfig).modules,
    (first.config as LoraConfig).modules,
  );
  for (const [name, { data }] of moved!.weights) {
    const by = name === `${own}.lora_B` ? 0.25 : 1;
    const before = second.weights.get(name)!.data;
    deepStrictEqual(data, before.map((value) => by * value), name);
  }
});

Deno.test("atOneScaling() leaves an adapter of another rank to be refused", () => {
  const other = withConfig({ r: 6 });
  strictEqual(atOneScaling([lora, other])[1], other);
});
