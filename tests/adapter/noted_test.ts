import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { z } from "zod";
import { noted } from "../../lib/adapter/noted.ts";

Deno.test("noted() reads JSON of the right form, and nothing else", () => {
  const schema = z.array(z.int());
  deepStrictEqual(noted(schema, "[1,2]"), [1, 2]);
  for (const text of [undefined, "", "{", "null", '["1"]']) {
    strictEqual(noted(schema, text), undefined);
  }
});
