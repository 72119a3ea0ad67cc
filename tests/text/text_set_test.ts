import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { TextSet } from "../../lib/text/text_set.ts";

Deno.test("TextSet takes each text once, white space apart", () => {
  const set = new TextSet();
  const texts = ["a film", " a  film\n", "a\u00A0film", "afilm", "A film"];
  deepStrictEqual(texts.map((text) => set.add({ text })), [
    true,
    false,
    false,
    true,
    true,
  ]);
  strictEqual(set.has({ text: "a film " }), true);
  strictEqual(set.has({ text: "a play" }), false);
});

Deno.test("TextSet tells pairs by both texts and where one ends", () => {
  const set = new TextSet();
  set.add({ text: "one", pair: "two" });
  strictEqual(set.has({ text: "one", pair: "two " }), true);
  for (
    const other of [
      { text: "one" },
      { text: "two", pair: "one" },
      { text: "onetwo" },
      { text: "on", pair: "etwo" },
    ]
  ) {
    strictEqual(set.has(other), false);
  }
});

Deno.test("TextSet tells texts apart that have the same hash", () => {
  // Letters beyond ASCII do not count in the hash.
  const set = new TextSet();
  const texts = ["é", "è", "日本", "中国", ""];
  deepStrictEqual(texts.map((text) => set.add({ text })), Array(5).fill(true));
  deepStrictEqual(texts.map((text) => set.has({ text })), Array(5).fill(true));
  strictEqual(set.has({ text: "ü" }), false);
});
