import { strictEqual } from "node:assert/strict";
import { markdownText, yamlText } from "../../lib/adapter/card_text.ts";

const yaml: [text: string, quoted: string][] = [
  ["rct", '"rct"'],
  ['a"b\\c', '"a\\"b\\\\c"'],
  ["a\nlicense: mit", '"a\\U0000000alicense: mit"'],
  ["---", '"---"'],
  ["é", '"\\U000000e9"'],
  ["😀", '"\\U0001f600"'],
  ["\u2028", '"\\U00002028"'],
  ["\ud83d", '"\\U0000fffd"'],
];

for (const [text, quoted] of yaml) {
  Deno.test(`yamlText() of ${JSON.stringify(text)} is ${quoted}`, () => {
    strictEqual(yamlText(text), quoted);
  });
}

const markdown: [text: string, escaped: string][] = [
  ["bert-base", "bert-base"],
  ["a|b", "a\\|b"],
  ["<script>", "\\<script\\>"],
  ["[x](y)", "\\[x\\]\\(y\\)"],
  ["a\n\n# b\u2028c", "a \\# b c"],
  ["`a_b*", "\\`a\\_b\\*"],
];

for (const [text, escaped] of markdown) {
  Deno.test(`markdownText() of ${JSON.stringify(text)} is ${escaped}`, () => {
    strictEqual(markdownText(text), escaped);
  });
}
