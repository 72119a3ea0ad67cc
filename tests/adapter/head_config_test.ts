import { deepStrictEqual, throws } from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import { adapterHubHead, bertHead, robertaHead } from "../../lib/model/head.ts";
import {
  formatHeadConfig,
  parseHeadConfig,
} from "../../lib/adapter/head_config.ts";

const flexible = {
  head_type: "classification",
  num_labels: 2,
  layers: 2,
  activation_function: "tanh",
  label2id: { no: 0, yes: 1 },
  use_pooler: false,
  bias: true,
  dropout_prob: null,
};

const parse = (value: unknown) => parseHeadConfig(value, "a/head.json");

Deno.test("parseHeadConfig() reads AdapterHub's two-layer head", () => {
  deepStrictEqual(parse({ config: flexible, model_type: "bert" }), {
    ...adapterHubHead(["no", "yes"]),
    dropout: undefined,
  });
});

Deno.test("parseHeadConfig() reads one layer over the pooler, with dropout", () => {
  const config = {
    ...flexible,
    layers: 1,
    activation_function: null,
    use_pooler: true,
    dropout_prob: 0.2,
  };
  deepStrictEqual(parse({ config, model_type: "bert" }), {
    labels: ["no", "yes"],
    maps: ["heads.1"],
    activation: undefined,
    pooler: true,
    dropout: 0.2,
  });
});

Deno.test("parseHeadConfig() counts dropout, map and activation of each layer", () => {
  const config = { ...flexible, layers: 3 };
  deepStrictEqual(parse({ config, model_type: "bert" }).maps, [
    "heads.1",
    "heads.4",
    "heads.7",
  ]);
});

Deno.test("parseHeadConfig() reads static heads by the kind of model", () => {
  const stated = { config: null, num_labels: 2, label2id: { b: 1, a: 0 } };
  deepStrictEqual(
    parse({ ...stated, model_type: "bert" }),
    bertHead(["a", "b"]),
  );
  deepStrictEqual(
    parse({ ...stated, model_type: "roberta" }),
    robertaHead(["a", "b"]),
  );
});

Deno.test("parseHeadConfig() numbers classes that have no names", () => {
  const config = { ...flexible, num_labels: 3, label2id: null };
  deepStrictEqual(parse({ config, model_type: "bert" }).labels, [
    "LABEL_0",
    "LABEL_1",
    "LABEL_2",
  ]);
});

const heads = [
  adapterHubHead(["no", "yes"]),
  { ...adapterHubHead(["a", "b", "c"]), dropout: 0.5 },
  { labels: ["x", "y"], maps: ["heads.1"], pooler: true },
];

for (const head of heads) {
  Deno.test(`formatHeadConfig() of ${head.maps} over ${head.labels} is read back`, () => {
    const stated = { ...formatHeadConfig(head), model_type: "bert" };
    const expected = { activation: undefined, dropout: undefined, ...head };
    deepStrictEqual(parse(JSON.parse(JSON.stringify(stated))), expected);
  });
}

for (
  const [type, make] of [["bert", bertHead], ["roberta", robertaHead]] as const
) {
  Deno.test(`formatHeadConfig() of the static head of ${type} is read back`, () => {
    const head = make(["no", "maybe", "yes"]);
    const stated = { ...formatHeadConfig(head), model_type: type };
    deepStrictEqual(parse(stated), head);
  });
}

const refused: [change: Record<string, unknown>, problem: string][] = [
  [
    { head_type: "tagging" },
    'key "config.head_type" is "tagging", expected "classification"',
  ],
  [{ bias: false }, 'key "config.bias" is false, expected true'],
  [
    { activation_function: "gelu_new" },
    'key "config.activation_function" is "gelu_new", expected one of "gelu"|"relu"|"silu"|"swish"|"tanh"',
  ],
  [
    { label2id: { a: 0, b: 2 } },
    "label2id names the classes 0, 2, expected 0 to 1",
  ],
  [
    { num_labels: 3 },
    "label2id names the classes 0, 1, expected 0 to 2",
  ],
];

for (const [change, problem] of refused) {
  Deno.test(`parseHeadConfig() refuses ${JSON.stringify(change)}`, () => {
    throws(
      () => parse({ config: { ...flexible, ...change }, model_type: "bert" }),
      inputError(`Cannot use "a/head.json": ${problem}`),
    );
  });
}
