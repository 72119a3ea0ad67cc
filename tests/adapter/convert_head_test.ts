import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import {
  bertHead,
  type HeadConfig,
  robertaHead,
} from "../../lib/model/head.ts";
import type { AdapterHead } from "../../lib/adapter/adapter.ts";
import { asAdapterHubHead, asOwnHead } from "../../lib/adapter/convert_head.ts";
import { smallAdapter } from "./made_adapter.ts";

const two = smallAdapter("lora").head!;
const with_ = (config: Partial<HeadConfig>): AdapterHead => ({
  ...two,
  config: { ...two.config, ...config },
});
const namesOf = ({ weights }: AdapterHead) => [...weights.keys()];

Deno.test("asOwnHead() of two maps is RoBERTa's own head", () => {
  const head = asOwnHead(two, "roberta", "x");
  deepStrictEqual(head.config, robertaHead(["no", "yes"]));
  deepStrictEqual(namesOf(head), [
    "classifier.dense.weight",
    "classifier.dense.bias",
    "classifier.out_proj.weight",
    "classifier.out_proj.bias",
  ]);
  strictEqual(
    head.weights.get("classifier.out_proj.weight"),
    two.weights.get("heads.4.weight"),
  );
});

Deno.test("asOwnHead() of two maps is BERT's pooler and classifier, and back", () => {
  const head = asOwnHead(two, "bert", "x");
  deepStrictEqual(head.config, bertHead(["no", "yes"]));
  deepStrictEqual(namesOf(head), [
    "pooler.dense.weight",
    "pooler.dense.bias",
    "classifier.weight",
    "classifier.bias",
  ]);
  deepStrictEqual(asAdapterHubHead(head, "x"), two);
});

Deno.test("asOwnHead() of one map over the pooler is BERT's classifier", () => {
  const one = with_({ maps: ["heads.1"], activation: undefined, pooler: true });
  deepStrictEqual(asOwnHead(one, "bert", "x").config.maps, ["classifier"]);
});

Deno.test("asOwnHead() keeps dropout, and heads that are their class's own", () => {
  strictEqual(
    asOwnHead(with_({ dropout: 0.3 }), "bert", "x").config.dropout,
    0.3,
  );
  const own = with_({ ...bertHead(["no", "yes"]) });
  strictEqual(asOwnHead(own, "bert", "x"), own);
});

const refused: [head: AdapterHead, type: string, what: string][] = [
  [
    with_({ maps: ["heads.1"], activation: undefined }),
    "roberta",
    "it has 1 maps, nothing between them, without the pooler, expected the head of a roberta's own class",
  ],
  [
    with_({ activation: "relu" }),
    "bert",
    "it has 2 maps, relu between them, without the pooler, expected the head of a bert's own class",
  ],
];

for (const [head, type, what] of refused) {
  Deno.test(`asOwnHead() refuses ${what}`, () => {
    throws(
      () => asOwnHead(head, type, "x"),
      inputError(
        `Cannot convert the head of adapter "x": ${what} (or --head none)`,
      ),
    );
  });
}

Deno.test("asAdapterHubHead() keeps classifiers and refuses other modules", () => {
  const own = with_({ ...robertaHead(["no", "yes"]) });
  strictEqual(asAdapterHubHead(own, "x"), own);
  strictEqual(asAdapterHubHead(two, "x"), two);
  throws(
    () => asAdapterHubHead(with_({ maps: ["pre_classifier", "score"] }), "x"),
    inputError(
      'Cannot convert the head of adapter "x": it is pre_classifier and score, expected a classifier of BERT or RoBERTa (or --head none)',
    ),
  );
});
