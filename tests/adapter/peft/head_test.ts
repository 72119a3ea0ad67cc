import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { inputError } from "../../../lib/io/failure.ts";
import { bertHead, robertaHead } from "../../../lib/model/head.ts";
import { parsePeftConfig } from "../../../lib/adapter/peft/config.ts";
import {
  expectSaved,
  isSaved,
  savedHead,
} from "../../../lib/adapter/peft/head.ts";
import { stated, tensor } from "./made_peft.ts";

const config = (changes: object) =>
  parsePeftConfig({ ...stated, modules_to_save: null, ...changes }, "a.json");

Deno.test("isSaved() takes what ends as PEFT looks for it", () => {
  const saved = config({ modules_to_save: ["pooler"], task_type: null });
  strictEqual(isSaved("bert.pooler.dense.weight", saved), true);
  strictEqual(isSaved("classifier.weight", saved), false);
  const classifies = config({ task_type: "SEQ_CLS" });
  strictEqual(isSaved("pre_classifier.weight", classifies), true);
  strictEqual(isSaved("score.weight", classifies), true);
  strictEqual(isSaved("model.embed_tokens.weight", classifies), false);
  strictEqual(isSaved("classifier.weight", undefined), true);
});

Deno.test("expectSaved() refuses tensors of unknown variants", () => {
  throws(
    () => expectSaved(["q.lora_magnitude_vector"], config({}), "a"),
    inputError(
      'Cannot use "a": it has a tensor "q.lora_magnitude_vector", expected only LoRA factors and modules_to_save',
    ),
  );
});

Deno.test("savedHead() is the own head of BERT and RoBERTa", () => {
  const bert = new Map([
    ["classifier.weight", tensor(2, 4)],
    ["classifier.bias", tensor(2)],
  ]);
  deepStrictEqual(
    savedHead(bert, "bert", ["no", "yes"]).config,
    bertHead(["no", "yes"]),
  );
  const roberta = new Map([
    ["classifier.out_proj.weight", tensor(3, 4)],
    ["classifier.dense.weight", tensor(4, 4)],
  ]);
  deepStrictEqual(
    savedHead(roberta, "roberta", ["no", "yes"]).config,
    robertaHead(["LABEL_0", "LABEL_1", "LABEL_2"]),
  );
});

Deno.test("savedHead() of another model carries its modules", () => {
  const weights = new Map([["score.weight", tensor(2, 4)]]);
  const head = savedHead(weights, "", undefined);
  deepStrictEqual(head.config, { labels: [], maps: ["score"], pooler: false });
  strictEqual(head.weights, weights);
});
