import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { inputError } from "../../../lib/io/failure.ts";
import type { Adapter } from "../../../lib/adapter/adapter.ts";
import type { LoraConfig } from "../../../lib/adapter/config.ts";
import { formatPeftConfig } from "../../../lib/adapter/peft/format.ts";
import { moduleOf } from "../../../lib/adapter/scaling.ts";
import { smallAdapter } from "../made_adapter.ts";
import { stated } from "./made_peft.ts";

const { head: _, ...lora } = smallAdapter("lora");
const config = lora.config as LoraConfig;
const own = { ...stated, r: 3, lora_alpha: 8, modules_to_save: null };
const format = (changes: Partial<Adapter> = {}) =>
  formatPeftConfig({ ...lora, peft: { stated: own }, ...changes });

Deno.test("formatPeftConfig() says what was read, if that is still so", () => {
  deepStrictEqual(format(), own);
  // In rsLoRA's terms the same scaling, 8 / 3, is 8 / sqrt(3) over sqrt(3).
  const rs = { ...own, use_rslora: true };
  deepStrictEqual(
    format({
      peft: { stated: rs },
      config: { ...config, alpha: 8 * Math.sqrt(3) },
    }),
    rs,
  );
});

Deno.test("formatPeftConfig() says another rank and alpha plainly", () => {
  deepStrictEqual(
    format({
      config: { ...config, r: 6, alpha: 6 },
      peft: { stated: { ...own, use_rslora: true, alpha_pattern: { q: 1 } } },
    }),
    {
      ...own,
      r: 6,
      lora_alpha: 6,
      use_rslora: false,
      rank_pattern: {},
      alpha_pattern: {},
    },
  );
});

Deno.test("formatPeftConfig() says ranks of single modules by their names", () => {
  const names = [...new Set([...lora.weights.keys()].map(moduleOf))];
  const [first = ""] = names;
  const modules = Object.fromEntries(
    names.map((name) => [name, { r: name === first ? 5 : 3, alpha: 8 }]),
  );
  const said = format({ config: { ...config, modules } as LoraConfig })!;
  deepStrictEqual(said.rank_pattern, { [first]: 5 });
  deepStrictEqual(said.alpha_pattern, {});
});

Deno.test("formatPeftConfig() says nothing where nothing was said", () => {
  strictEqual(format({ peft: {} }), undefined);
});

Deno.test("formatPeftConfig() names the modules of a head that was not stated", () => {
  const weights = new Map(
    ["pooler.dense.weight", "classifier.weight"].map((name) => [
      name,
      { shape: [1], data: new Float32Array(1) },
    ]),
  );
  const head = {
    config: { labels: ["a"], maps: ["classifier"], pooler: true },
    weights,
  };
  deepStrictEqual(format({ head })!.modules_to_save, ["pooler", "classifier"]);
});

Deno.test("formatPeftConfig() refuses a bottleneck", () => {
  throws(
    () => formatPeftConfig({ ...smallAdapter("houlsby"), peft: {} }),
    inputError(
      'Cannot write adapter "task" in PEFT\'s layout: it is a bottleneck, expected a LoRA',
    ),
  );
});
