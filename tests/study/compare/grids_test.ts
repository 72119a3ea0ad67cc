import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { methodNames } from "../../../lib/mix/methods.ts";
import {
  combinations,
  settingsOf,
  settingText,
} from "../../../lib/study/compare/grids.ts";

Deno.test("combinations() pairs every value with every other, the first slowest", () => {
  deepStrictEqual(combinations({ a: [1, 2], b: ["x", "y"] }), [
    { a: 1, b: "x" },
    { a: 1, b: "y" },
    { a: 2, b: "x" },
    { a: 2, b: "y" },
  ]);
  deepStrictEqual(combinations({}), [{}]);
});

Deno.test("settingsOf() leaves out what has no meaning for the adapters", () => {
  const plain = { lora: false, started: false };
  deepStrictEqual(settingsOf("linear", plain), [{}]);
  deepStrictEqual(settingsOf("linear", { ...plain, lora: true }), [
    { space: "factors" },
    { space: "delta" },
  ]);
  const lambdas = settingsOf("task_arithmetic", plain);
  ok(lambdas.every(({ reference }) => reference === undefined));
  strictEqual(
    settingsOf("task_arithmetic", { ...plain, started: true }).length,
    2 * lambdas.length,
  );
});

Deno.test("settingsOf() names the settings of every method apart", () => {
  for (const method of methodNames) {
    const texts = settingsOf(method, { lora: true, started: true })
      .map(settingText);
    strictEqual(new Set(texts).size, texts.length);
  }
  strictEqual(
    settingText({ density: 0.2, signs: "total" }),
    "density 0.2, signs total",
  );
});
