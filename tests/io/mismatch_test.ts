import { strictEqual } from "node:assert/strict";
import { z } from "zod";
import { mismatch } from "../../lib/io/mismatch.ts";

const schema = z.object({
  size: z.int().positive(),
  inner: z.object({ on: z.literal(true) }),
  either: z.union([z.number(), z.null()]),
});

const cases: [value: unknown, words: string][] = [
  [null, "it is null, expected object"],
  [{}, 'key "size" is missing, expected number'],
  [{ size: 0 }, 'key "size" is 0, expected number to be >0'],
  [{ size: "a" }, 'key "size" is "a", expected number'],
  [
    { size: 1, inner: { on: [2] } },
    'key "inner.on" is [2], expected true',
  ],
  [
    { size: 1, inner: { on: true }, either: "x" },
    'key "either" is "x", expected another value',
  ],
];

for (const [value, words] of cases) {
  Deno.test(`mismatch() of ${JSON.stringify(value)}`, () => {
    strictEqual(mismatch(value, schema.safeParse(value).error!), words);
  });
}

Deno.test("mismatch() repeats only the start of a long value", () => {
  const value = { a: "x".repeat(1000) };
  const { error } = z.object({ a: z.number() }).safeParse(value);
  strictEqual(
    mismatch(value, error!),
    `key "a" is "${"x".repeat(199)}..., expected number`,
  );
});
