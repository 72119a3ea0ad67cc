/**
 * Model cards: the `README.md` of an adapter directory.
 *
 * @module
 */
import { wilson } from "../math/interval.ts";
import type { Adapter } from "./adapter.ts";
import { type CardFacts, cardFacts, type MemberSigns } from "./card_facts.ts";
import { markdownText, yamlText } from "./card_text.ts";
import { bottleneckWidth, isLora } from "./config.ts";
import { kindOf } from "./kinds.ts";

/** What is known of a mixture. */
type Mixed = NonNullable<CardFacts["mixed"]>;

/** Names of models and data sets as the Hub has them: `owner/name` or `name`. */
const HUB_NAME = /^\w[\w.-]*(?:\/\w[\w.-]*)?$/;

/** Whether a name could be one of the Hub's; a path here may look the same. */
export function isHubName(name: string): boolean {
  return HUB_NAME.test(name);
}

/** Data sets that are files. */
const FILE = /\.(?:csv|tsv|jsonl|parquet)$/;

/**
 * Writes the model card of an adapter: a head that the Hub indexes, and what is
 * known of how the adapter was made.
 *
 * @param adapter The adapter; its metadata say how it was made.
 * @param options `local`: whether its model is a directory here, whose path may
 * look like a name of the Hub's.
 * @returns Markdown with a YAML head.
 * @see https://huggingface.co/docs/hub/model-cards
 */
export function adapterCard(
  adapter: Adapter,
  { local = false }: { local?: boolean } = {},
): string {
  const facts = cardFacts(adapter.metadata);
  const body = [
    `# ${markdownText(adapter.name)}`,
    description(adapter, facts),
    list(adapter, facts),
    ...(facts.signs ? [signTable(facts.signs)] : []),
    use(adapter),
  ];
  return `---\n${yamlHead(adapter, facts, local).join("\n")}\n---\n\n${
    body.join("\n\n")
  }\n`;
}

/** Lines of the YAML head. */
function yamlHead(
  { name, model, peft }: Adapter,
  facts: CardFacts,
  local: boolean,
): string[] {
  const library = peft ? "peft" : "adapter-transformers";
  const { dataset = "", measured } = facts;
  const known = isHubName(dataset) && !FILE.test(dataset);
  return [
    `library_name: ${library}`,
    ...(isHubName(model.name) && !local
      ? [`base_model: ${yamlText(model.name)}`]
      : []),
    "tags:",
    `- ${library}`,
    "- mixology",
    ...(model.type ? [`- ${yamlText(model.type)}`] : []),
    ...(known ? ["datasets:", `- ${yamlText(dataset)}`] : []),
    ...(measured
      ? [
        "metrics:",
        "- accuracy",
        "model-index:",
        `- name: ${yamlText(name)}`,
        "  results:",
        "  - task:",
        "      type: text-classification",
        "    dataset:",
        `      name: ${yamlText(dataset)}`,
        `      type: ${yamlText(dataset)}`,
        "      split: validation",
        "    metrics:",
        "    - type: accuracy",
        `      value: ${measured.accuracy}`,
      ]
      : []),
  ];
}

/** What the adapter is, in a sentence. */
function description(adapter: Adapter, { mixed, pruned }: CardFacts): string {
  const { model } = adapter;
  const what = shapeInWords(adapter);
  const origin = mixed
    ? `, mixed of ${countOf(mixed)}`
    : pruned
    ? `, pruned${"before" in pruned ? " before training" : ""}`
    : "";
  const base = model.name || model.class ||
    "a model that its files do not name";
  return `${what} for ${markdownText(base)}${origin}.`;
}

/** How many adapters a mixture is made of, e.g. "2 of 4 adapters on offer". */
function countOf({ adapters, chosen, offered }: Mixed): string {
  if (chosen && offered) {
    return `${chosen.length} of ${offered.length} adapters on offer`;
  }
  const count = adapters.length;
  return `${count} adapter${count === 1 ? "" : "s"}`;
}

function shapeInWords({ config, model }: Adapter): string {
  if (!config) return "A classification head";
  if (isLora(config)) {
    return `A LoRA adapter of rank ${config.r}`;
  }
  const kinds = {
    pfeiffer: "Pfeiffer",
    houlsby: "Houlsby",
    parallel: "parallel",
    lora: "LoRA",
  };
  const width = typeof config.reduction_factor === "number"
    ? ` of width ${bottleneckWidth(config, model.hidden, 0)}`
    : "";
  return `A ${kinds[kindOf(config)]} adapter${width}`;
}

/** What is known of how it was made, one line a fact. */
function list({ config, head, peft }: Adapter, facts: CardFacts): string {
  const { mixed, pruned, measured } = facts;
  const lora = config && isLora(config) ? config : undefined;
  const alpha = peft && !peft.stated ? "not known" : lora?.alpha;
  const lines: [what: string, value: string | undefined][] = [
    ["LoRA alpha", lora && `${alpha}`],
    ["Classes", head?.config.labels.map(markdownText).join(", ") || undefined],
    ["Data set", facts.dataset && markdownText(facts.dataset)],
    ["Accuracy on the validation split", measured && accuracy(measured)],
    ["Mixed by", mixed && markdownText(mixed.method)],
    ["Members", mixed && members(mixed)],
    ["Offered, and left out", mixed && leftOut(mixed)],
    ["Mixed with", mixed && settings(mixed)],
    [
      "Pruned from",
      pruned && "from" in pruned ? markdownText(`${pruned.from}`) : undefined,
    ],
    ["Share of weights removed", pruned && `${pruned.sparsity}`],
    ["Seed", facts.seed && markdownText(facts.seed)],
    [
      "Seed of the initial weights",
      facts.adapterSeed &&
      markdownText(facts.adapterSeed),
    ],
    [
      "SHA-256 of the initial weights",
      facts.initialWeights &&
      markdownText(facts.initialWeights),
    ],
  ];
  return lines.flatMap(([what, value]) => value ? [`- ${what}: ${value}`] : [])
    .join("\n");
}

/** Accuracy with its 95 % interval and count. */
function accuracy(
  { accuracy, count }: { accuracy: number; count: number },
): string {
  const { low, high } = wilson(Math.round(accuracy * count), count);
  return `${accuracy.toFixed(4)} of ${count} examples (95 % interval ${
    low.toFixed(4)
  } to ${high.toFixed(4)})`;
}

function members({ adapters, chosen = adapters, weights }: Mixed): string {
  return chosen.map((name, i) => {
    const weight = weights?.[i];
    return markdownText(name) + (weight === undefined ? "" : ` (${weight})`);
  }).join(", ");
}

/** Adapters that the method could have taken and did not. */
function leftOut({ chosen, offered = [] }: Mixed): string {
  return offered.filter((name) => !chosen?.includes(name)).map(markdownText)
    .join(", ");
}

/** What else the method was told, e.g. "density 0.2". */
function settings(mixed: Readonly<Record<string, unknown>>): string {
  return Object.entries(mixed).flatMap(([key, value]) =>
    typeof value === "number" || (typeof value === "string" && key !== "method")
      ? [markdownText(`${key} ${value}`)]
      : []
  ).join(", ");
}

/** How far the members' signs differ, in fractions. */
function signTable({ names, fsd }: MemberSigns): string {
  const cells = names.map(markdownText);
  const rows = fsd.map((row, i) =>
    `| ${[cells[i], ...row.map((value) => value.toFixed(4))].join(" | ")} |`
  );
  return [
    "Fraction of sign difference of the members ([arXiv:2402.10639](https://arxiv.org/abs/2402.10639)):",
    "",
    `| | ${cells.join(" | ")} |`,
    `|${" --- |".repeat(cells.length + 1)}`,
    ...rows,
  ].join("\n");
}

/** How to load it. */
function use({ peft, config }: Adapter): string {
  if (!peft) {
    const load = config ? "load_adapter" : "load_head";
    return `Load it with AdapterHub's \`adapters\`: \`model.${load}("path")\`.`;
  }
  if (peft.stated) {
    return 'Load it with PEFT: `PeftModel.from_pretrained(model, "path")`.';
  }
  return [
    "PEFT loads it only with an `adapter_config.json`, which says alpha: that is not",
    "known here, so there is none. Mixology's `convert --to peft --lora-alpha ALPHA",
    "--out DIR path` writes one, ALPHA / rank being the scaling; then",
    '`PeftModel.from_pretrained(model, "DIR")` loads it.',
  ].join("\n");
}
