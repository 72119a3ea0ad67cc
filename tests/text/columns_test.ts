import { deepStrictEqual } from "node:assert/strict";
import { findColumns } from "../../lib/text/columns.ts";

const find = (...columns: string[]) =>
  findColumns(Object.fromEntries(columns.map((column) => [column, ""])));

Deno.test("findColumns() takes text and text_pair before all else", () => {
  deepStrictEqual(find("label", "text", "sentence", "question"), {
    text: "text",
    label: "label",
  });
  deepStrictEqual(find("text_pair", "text", "label"), {
    text: "text",
    pair: "text_pair",
    label: "label",
  });
});

Deno.test("findColumns() knows the names that GLUE uses", () => {
  const texts = (...columns: string[]) => {
    const found = find("idx", "label", ...columns);
    return [found?.text, found?.pair];
  };
  deepStrictEqual(texts("sentence"), ["sentence", undefined]);
  deepStrictEqual(texts("sentence1", "sentence2"), ["sentence1", "sentence2"]);
  deepStrictEqual(texts("hypothesis", "premise"), ["premise", "hypothesis"]);
  deepStrictEqual(texts("question", "sentence"), ["question", "sentence"]);
  deepStrictEqual(texts("question1", "question2"), ["question1", "question2"]);
});

Deno.test("findColumns() finds nothing without a text or without a label", () => {
  deepStrictEqual(find("text"), undefined);
  deepStrictEqual(find("label", "premise"), undefined);
});
