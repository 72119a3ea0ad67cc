import { strictEqual, throws } from "node:assert/strict";
import { excerpt } from "../../lib/io/excerpt.ts";
import { inputError } from "../../lib/io/failure.ts";
import { parseConfig } from "../../lib/model/config.ts";

Deno.test("excerpt() writes JSON", () => {
  strictEqual(excerpt({ a: [1, "b", null] }), '{"a":[1,"b",null]}');
  strictEqual(excerpt(undefined), "missing");
});

Deno.test("excerpt() writes the start of what is long", () => {
  strictEqual(excerpt("x".repeat(198)), `"${"x".repeat(198)}"`);
  strictEqual(excerpt("x".repeat(199)), `"${"x".repeat(199)}...`);
});

Deno.test("a file with a value of great depth is refused in words", () => {
  const deep = JSON.parse("[".repeat(100_000) + "]".repeat(100_000));
  throws(
    () => parseConfig({ model_type: deep }, "c.json"),
    inputError(
      `Cannot use "c.json": key "model_type" is ${
        "[".repeat(200)
      }..., expected one of "bert"|"roberta"`,
    ),
  );
});
