import { strictEqual, throws } from "node:assert/strict";
import { inputError } from "../../../lib/io/failure.ts";
import { patternValue } from "../../../lib/adapter/peft/pattern.ts";

const value = (patterns: Record<string, number>, module: string) =>
  patternValue(patterns, module, "a.json");

const found: [pattern: string, module: string, fits: boolean][] = [
  ["q_proj", "model.layers.0.self_attn.q_proj", true],
  ["q_proj", "q_proj", true],
  ["q_proj", "model.layers.0.self_attn.eq_proj", false],
  ["q_proj", "model.q_proj.inner", false],
  ["layers.0.self_attn.q_proj", "model.layers.0.self_attn.q_proj", true],
  ["layers.0.self_attn.q_proj", "model.layers.10.self_attn.q_proj", false],
  [".*layers\\.[01]\\..*_proj", "model.layers.1.self_attn.k_proj", true],
  [".*layers\\.[01]\\..*_proj", "model.layers.2.self_attn.k_proj", false],
  ["query|value", "encoder.layer.0.attention.self.value", true],
];

for (const [pattern, module, fits] of found) {
  Deno.test(`patternValue() of ${pattern} ${fits ? "fits" : "does not fit"} ${module}`, () => {
    strictEqual(value({ [pattern]: 4 }, module), fits ? 4 : undefined);
  });
}

Deno.test("patternValue() is that of the first pattern that fits", () => {
  strictEqual(value({ k: 1, q: 2, "a.q": 3 }, "a.q"), 2);
});

const refused = [
  "(a+)+",
  "(?=a)a",
  "(a|aa)*",
  "(a)\\1",
  "a*a*a*a*",
  "q".repeat(201),
  "[",
];

for (const pattern of refused) {
  Deno.test(`patternValue() refuses ${pattern.slice(0, 20)}`, () => {
    throws(
      () => value({ [pattern]: 4 }, "a".repeat(40)),
      inputError(
        `Cannot use "a.json": its pattern ${
          JSON.stringify(pattern)
        } is not one of few letters and no repeated group, expected such a regular expression`,
      ),
    );
  });
}

Deno.test("patternValue() is tried on no endless name", () => {
  strictEqual(value({}, "a".repeat(1e6)), undefined);
  throws(
    () => value({ q: 4 }, "a".repeat(201)),
    inputError(
      'Cannot use "a.json": it has patterns for a module whose name has 201 letters, expected at most 200',
    ),
  );
});
