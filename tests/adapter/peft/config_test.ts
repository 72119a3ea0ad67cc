import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { inputError } from "../../../lib/io/failure.ts";
import {
  parsePeftConfig,
  plainPeftConfig,
  statedRank,
} from "../../../lib/adapter/peft/config.ts";
import { stated } from "./made_peft.ts";

const parse = (changes: Record<string, unknown> = {}) =>
  parsePeftConfig({ ...stated, ...changes }, "a.json");

Deno.test("parsePeftConfig() fills in PEFT's defaults", () => {
  const { r, lora_alpha, lora_dropout } = parsePeftConfig(
    { peft_type: "LORA" },
    "a.json",
  );
  deepStrictEqual([r, lora_alpha, lora_dropout], [8, 8, 0]);
});

Deno.test("parsePeftConfig() keeps keys that it does not know", () => {
  strictEqual(parse({ peft_version: "0.20.0" }).peft_version, "0.20.0");
  strictEqual(parse({ target_modules: "all-linear" }).r, 2);
});

const refused: [change: Record<string, unknown>, problem: string][] = [
  [{ peft_type: "IA3" }, 'key "peft_type" is "IA3", expected "LORA"'],
  [{ use_dora: true }, 'key "use_dora" is true, expected false'],
  [{ bias: "all" }, 'key "bias" is "all", expected "none"'],
  [{ lora_bias: true }, 'key "lora_bias" is true, expected false'],
  [
    { init_lora_weights: "pissa" },
    'key "init_lora_weights" is "pissa", expected true, "gaussian" or "eva"',
  ],
  [
    { trainable_token_indices: [1] },
    'key "trainable_token_indices" is [1], expected null',
  ],
  [
    { layer_replication: [[0, 4]] },
    'key "layer_replication" is [[0,4]], expected null',
  ],
  [
    { target_parameters: ["w"] },
    'key "target_parameters" is ["w"], expected null',
  ],
  [{ r: 0 }, 'key "r" is 0, expected number to be >0'],
  [{ lora_alpha: -1 }, 'key "lora_alpha" is -1, expected number to be >0'],
];

for (const [change, problem] of refused) {
  Deno.test(`parsePeftConfig() refuses ${JSON.stringify(change)}`, () => {
    throws(
      () => parse(change),
      inputError(`Cannot use "a.json": ${problem}`),
    );
  });
}

Deno.test("statedRank() is r and alpha, or those of a pattern", () => {
  const config = parse({
    rank_pattern: { value: 8 },
    alpha_pattern: { "layer.1.query": 3 },
  });
  const at = (module: string) => statedRank(config, module, "a.json");
  deepStrictEqual(at("layer.0.query"), { r: 2, alpha: 6 });
  deepStrictEqual(at("layer.1.query"), { r: 2, alpha: 3 });
  deepStrictEqual(at("layer.1.value"), { r: 8, alpha: 6 });
});

Deno.test("statedRank() of rsLoRA scales by alpha over the root of the rank", () => {
  const { r, alpha } = statedRank(
    parse({ use_rslora: true, r: 16 }),
    "query",
    "a.json",
  );
  strictEqual(alpha / r, 6 / 4);
});

Deno.test("plainPeftConfig() is one that is read", () => {
  const config = parsePeftConfig(plainPeftConfig({ r: 3 }), "a.json");
  strictEqual(config.r, 3);
});
