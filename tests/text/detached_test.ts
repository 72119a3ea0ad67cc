import { ok, strictEqual } from "node:assert/strict";
import { detached } from "../../lib/text/detached.ts";

Deno.test("detached() leaves texts as they are", () => {
  for (
    const text of ["", "a", "ab", "what a film", "a\u{1F600}b", "\u{1F600}"]
  ) {
    strictEqual(detached(text), text);
  }
});

Deno.test("detached() lets go of the text that a part was cut from", () => {
  const before = Deno.memoryUsage().heapUsed;
  const kept = Array.from({ length: 500 }, (_, i) => {
    const chunk = new TextDecoder().decode(new Uint8Array(1e6).fill(97));
    return detached(chunk.slice(i, i + 20));
  });
  // The chunks have half a gigabyte in all.
  const grown = Deno.memoryUsage().heapUsed - before;
  ok(grown < 250e6, `${kept.length} texts hold ${grown} bytes`);
});
