import { deepStrictEqual, throws } from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import { fillTemplate, readTemplate } from "../../lib/text/template.ts";

const sequences = { A: [11, 12], B: [21] };

Deno.test("readTemplate() of BERT puts the second text into segment 1", () => {
  const template = readTemplate("t.json", {
    type: "BertProcessing",
    cls: ["[CLS]", 2],
    sep: ["[SEP]", 3],
  });
  deepStrictEqual(fillTemplate(template.single, sequences), {
    ids: [2, 11, 12, 3],
    types: [0, 0, 0, 0],
  });
  deepStrictEqual(fillTemplate(template.pair, sequences), {
    ids: [2, 11, 12, 3, 21, 3],
    types: [0, 0, 0, 0, 1, 1],
  });
});

Deno.test("readTemplate() of RoBERTa has two separators and one segment", () => {
  const template = readTemplate("t.json", {
    type: "RobertaProcessing",
    cls: ["<s>", 0],
    sep: ["</s>", 2],
  });
  deepStrictEqual(fillTemplate(template.single, sequences), {
    ids: [0, 11, 12, 2],
    types: [0, 0, 0, 0],
  });
  deepStrictEqual(fillTemplate(template.pair, sequences), {
    ids: [0, 11, 12, 2, 2, 21, 2],
    types: [0, 0, 0, 0, 0, 0, 0],
  });
});

Deno.test("readTemplate() writes out special tokens of several ids", () => {
  const template = readTemplate("t.json", {
    type: "TemplateProcessing",
    single: [
      { SpecialToken: { id: "[GO]", type_id: 0 } },
      { Sequence: { id: "A", type_id: 1 } },
    ],
    pair: [
      { Sequence: { id: "B", type_id: 2 } },
      { Sequence: { id: "A", type_id: 0 } },
    ],
    special_tokens: { "[GO]": { ids: [5, 6] } },
  });
  deepStrictEqual(fillTemplate(template.single, sequences), {
    ids: [5, 6, 11, 12],
    types: [0, 0, 1, 1],
  });
  deepStrictEqual(fillTemplate(template.pair, sequences), {
    ids: [21, 11, 12],
    types: [2, 0, 0],
  });
});

Deno.test("readTemplate() throws if a special token has no id", () => {
  throws(
    () =>
      readTemplate("t.json", {
        type: "TemplateProcessing",
        single: [{ SpecialToken: { id: "[GO]", type_id: 0 } }],
        pair: [],
        special_tokens: { "[CLS]": { ids: [1] }, "[SEP]": { ids: [2] } },
      }),
    inputError(
      'Cannot read "t.json": its template names "[GO]", expected one of [CLS], [SEP]',
    ),
  );
});
