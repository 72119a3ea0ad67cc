import { strictEqual, throws } from "node:assert/strict";
import { jsonLine } from "../../lib/io/json_line.ts";

Deno.test("jsonLine() is JSON on one line", () => {
  const value = { name: "a\nb", list: [1, null], inner: { x: 0.5 } };
  strictEqual(
    jsonLine(value, "a row"),
    '{"name":"a\\nb","list":[1,null],"inner":{"x":0.5}}',
  );
});

Deno.test("jsonLine() throws at a number that is not finite, however deep", () => {
  throws(
    () => jsonLine({ inner: { low: -Infinity } }, "the summary"),
    new RangeError(
      'Cannot write the summary: its "low" is -Infinity, expected a finite number',
    ),
  );
});
