import { strictEqual } from "node:assert/strict";
import { duplicateKey } from "../../lib/io/duplicate_key.ts";

Deno.test("duplicateKey() finds a key that an object has twice", () => {
  strictEqual(duplicateKey('{"a":1,"b":2,"a":3}'), "a");
  strictEqual(duplicateKey('{"x":[{"b":1,"b":1}]}'), "b");
});

Deno.test("duplicateKey() sees through escapes", () => {
  strictEqual(duplicateKey('{"a":1,"\\u0061":2}'), "a");
  strictEqual(duplicateKey('{"a\\"":1,"a\\"":2}'), 'a"');
});

Deno.test("duplicateKey() tells keys from values and objects apart", () => {
  strictEqual(duplicateKey('{"a":"a","b":{"a":1,"c":["a","a"]}}'), undefined);
  strictEqual(duplicateKey('[{"a":1},{"a":2}]'), undefined);
  strictEqual(duplicateKey('{"a":"{\\"b\\":1,\\"b\\":2}"}'), undefined);
  strictEqual(duplicateKey("{}"), undefined);
});
