import { deepStrictEqual } from "node:assert/strict";
import type { LoraConfig } from "../../lib/adapter/config.ts";
import { kinds } from "../../lib/adapter/kinds.ts";
import { asApplied, inTodaysTerms } from "../../lib/adapter/versions.ts";

const renamed: [stated: string, version: string | undefined, now: string][] = [
  ["gelu", undefined, "gelu_new"],
  ["gelu_orig", undefined, "gelu"],
  ["relu", undefined, "relu"],
  ["ReLU", "2.0.1", "relu"],
  ["gelu", "2.0.1", "gelu"],
  ["gelu", "adapters.1.2.0", "gelu"],
];

for (const [non_linearity, version, now] of renamed) {
  Deno.test(`inTodaysTerms() of ${non_linearity} in version ${version} is ${now}`, () => {
    const stated = { non_linearity, reduction_factor: 16 };
    deepStrictEqual(inTodaysTerms(stated, version), {
      non_linearity: now,
      reduction_factor: 16,
    });
  });
}

for (const other of [null, undefined, "pfeiffer", { r: 8 }]) {
  Deno.test(`inTodaysTerms() leaves ${JSON.stringify(other)} as it is`, () => {
    deepStrictEqual(inTodaysTerms(other), other);
  });
}

const lora: LoraConfig = kinds.lora({ hidden: 8, width: 4 });
const alphas: [version: string | undefined, alpha: number][] = [
  ["0.1.0", 4],
  ["adapters.0.2.0", 4],
  ["adapters.1.0.0", 4],
  ["adapters.1.1.0", 8],
  ["adapters.10.0.0", 8],
  ["adapters.1.10.0", 8],
  ["1.0.1", 8], // of the library's predecessor
  ["3.2.1", 8],
  [undefined, 8],
];

for (const [version, alpha] of alphas) {
  Deno.test(`asApplied() has alpha ${alpha} for a LoRA of version ${version}`, () => {
    deepStrictEqual(asApplied(lora, version), { ...lora, alpha });
  });
}

Deno.test("asApplied() leaves bottlenecks as they are", () => {
  const config = kinds.parallel({ hidden: 8, width: 4 });
  deepStrictEqual(asApplied(config, "adapters.0.1.0"), config);
});
