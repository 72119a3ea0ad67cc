import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import type { Adapter } from "../../lib/adapter/adapter.ts";
import { adapterCard } from "../../lib/adapter/card.ts";
import { inLayout } from "../../lib/adapter/convert.ts";
import { kindNames } from "../../lib/adapter/kinds.ts";
import { smallAdapter } from "./made_adapter.ts";

const pfeiffer = smallAdapter("pfeiffer");
const trained: Adapter = {
  ...pfeiffer,
  model: { ...pfeiffer.model, name: "roberta-base" },
  metadata: {
    dataset: "rct",
    seed: "7",
    adapter_seed: "42",
    initial_weights: "0123",
    history: JSON.stringify([{ validation_accuracy: 0.75, count: 200 }]),
  },
};

Deno.test("adapterCard() of a trained adapter, as a whole", () => {
  strictEqual(
    adapterCard(trained),
    `---
library_name: adapter-transformers
base_model: "roberta-base"
tags:
- adapter-transformers
- mixology
- "roberta"
datasets:
- "rct"
metrics:
- accuracy
model-index:
- name: "task"
  results:
  - task:
      type: text-classification
    dataset:
      name: "rct"
      type: "rct"
      split: validation
    metrics:
    - type: accuracy
      value: 0.75
---

# task

A Pfeiffer adapter of width 3 for roberta-base.

- Classes: no, yes
- Data set: rct
- Accuracy on the validation split: 0.7500 of 200 examples (95 % interval 0.6857 to 0.8049)
- Seed: 7
- Seed of the initial weights: 42
- SHA-256 of the initial weights: 0123

Load it with AdapterHub's \`adapters\`: \`model.load_adapter("path")\`.
`,
  );
});

Deno.test("adapterCard() of a mixture says its members and their signs", () => {
  const card = adapterCard({
    ...trained,
    metadata: {
      mixed: JSON.stringify({
        method: "average",
        adapters: ["a", "b|c"],
        weights: [0.25, 0.75],
        density: 0.2,
        space: "delta",
      }),
      fsd: JSON.stringify({
        names: ["a", "b|c"],
        fsd: [[0, 0.25], [0.25, 0]],
      }),
    },
  });
  match(card, /for roberta-base, mixed of 2 adapters\./);
  match(card, /- Mixed by: average\n- Members: a \(0.25\), b\\\|c \(0.75\)\n/);
  match(card, /- Mixed with: density 0.2, space delta\n/);
  match(
    card,
    /\| \| a \| b\\\|c \|\n\| --- \| --- \| --- \|\n\| a \| 0.0000 \| 0.2500 \|\n/,
  );
});

/** Card of a mixture of which its file says this. */
const cardOfMixed = (mixed: object) =>
  adapterCard({ ...trained, metadata: { mixed: JSON.stringify(mixed) } });

Deno.test("adapterCard() of a soup tells its members from the adapters on offer", () => {
  const card = cardOfMixed({
    method: "adapter_soup",
    adapters: ["task", "task"],
    chosen: ["c", "a"],
    offered: ["a", "b_1", "c", "d"],
    nearness: [0.5, 0, 0.9, 0.1],
  });
  match(card, /for roberta-base, mixed of 2 of 4 adapters on offer\./);
  match(
    card,
    /- Mixed by: adapter\\_soup\n- Members: c, a\n- Offered, and left out: b\\_1, d\n\n/,
  );
  const all = cardOfMixed({
    method: "greedy_soup",
    adapters: ["a"],
    chosen: ["a"],
    offered: ["a"],
  });
  ok(!all.includes("left out"), all);
});

Deno.test("adapterCard() counts one adapter as one", () => {
  const card = cardOfMixed({ method: "average", adapters: ["a"] });
  match(card, /, mixed of 1 adapter\./);
});

Deno.test("adapterCard() says what is lacking where PEFT could not load it", () => {
  const { head: _, ...lora } = smallAdapter("lora");
  const end = (adapter: Adapter) =>
    adapterCard(adapter).split("\n\n").at(-1)!.replaceAll("\n", " ");
  strictEqual(
    end(inLayout(lora, "peft")),
    'Load it with PEFT: `PeftModel.from_pretrained(model, "path")`. ',
  );
  strictEqual(
    end({ ...lora, peft: {} }),
    'PEFT loads it only with an `adapter_config.json`, which says alpha: that is not known here, so there is none. Mixology\'s `convert --to peft --lora-alpha ALPHA --out DIR path` writes one, ALPHA / rank being the scaling; then `PeftModel.from_pretrained(model, "DIR")` loads it. ',
  );
});

Deno.test("adapterCard() says what was pruned, and when", () => {
  const card = (pruned: object) =>
    adapterCard({
      ...trained,
      metadata: { ...trained.metadata, pruned: JSON.stringify(pruned) },
    });
  const after = card({ from: "a", sparsity: 0.9 });
  match(after, /for roberta-base, pruned\./);
  match(after, /- Pruned from: a\n- Share of weights removed: 0.9\n/);
  const before = card({ before: "training", sparsity: 0.8 });
  match(before, /for roberta-base, pruned before training\./);
  match(before, /: 0.7500 of 200 [^\n]*\n- Share of weights removed: 0.8\n/);
});

Deno.test("adapterCard() links no model that is a directory here", () => {
  ok(!adapterCard(trained, { local: true }).includes("base_model:"));
});

Deno.test("adapterCard() of PEFT's layout is for PEFT", () => {
  const { head: _, ...lora } = smallAdapter("lora");
  const card = adapterCard(inLayout(lora, "peft"));
  match(card, /^---\nlibrary_name: peft\n/);
  match(card, /A LoRA adapter of rank 3/);
  match(card, /- LoRA alpha: 8\n/);
  match(adapterCard({ ...lora, peft: {} }), /- LoRA alpha: not known\n/);
});

Deno.test("adapterCard() says what every kind is", () => {
  const sentences = kindNames.map((kind) =>
    /^A .* for /m.exec(adapterCard(smallAdapter(kind)))?.[0]
  );
  deepStrictEqual(sentences, [
    "A Pfeiffer adapter of width 3 for ",
    "A Houlsby adapter of width 3 for ",
    "A parallel adapter of width 3 for ",
    "A LoRA adapter of rank 3 for ",
  ]);
});

Deno.test("adapterCard() lets no name out of its place", () => {
  const hostile = '"\n---\n# <script>alert(1)</script>\n- `x`: ';
  const card = adapterCard({
    ...trained,
    name: hostile,
    model: { ...trained.model, name: hostile, type: hostile, class: hostile },
    metadata: { ...trained.metadata, dataset: hostile, seed: hostile },
  });
  strictEqual(card.match(/^---$/gm)?.length, 2);
  strictEqual(card.match(/^# /gm)?.length, 1);
  const [, , body = ""] = card.split(/^---$/m);
  ok(!body.includes("<script>"), body);
  ok(!card.includes("base_model:"), "it is no name of the Hub's");
});
