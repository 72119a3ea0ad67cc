import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { isLora } from "../../lib/adapter/config.ts";
import { readAdapter } from "../../lib/adapter/file.ts";
import { readRows } from "../../lib/io/rows.ts";
import { readSafetensors } from "../../lib/io/safetensors.ts";
import {
  attention,
  factors,
  stated,
  writeMade,
} from "../adapter/peft/made_peft.ts";
import { inTemporaryFolder, namesIn } from "../io/temporary_folder.ts";
import { type Arguments, summaryOf } from "./command.ts";
import { judged, parity } from "./fixture.ts";
import { readCells } from "./predictions.ts";
import { expectRefusals } from "./refusals.ts";

/** Logits of a parity case's examples with an adapter. */
async function logits(name: string, adapter: string, out: string) {
  await summaryOf("evaluate", [...judged(name, adapter), "--out", out]);
  const [, ...rows] = await readCells(out);
  return rows.map((cells) => cells.slice(3).map(Number));
}

for (const name of ["bert-lora", "roberta-lora"]) {
  Deno.test(`convert to peft and back leaves the logits of ${name} as they are`, async () => {
    await inTemporaryFolder(async (folder) => {
      const [peft, back] = [`${folder}/peft`, `${folder}/back`];
      const source = `${parity(name)}/adapter`;
      const { from, to } = await summaryOf("convert", [
        ...["--to", "peft", "--out", peft, source],
      ]);
      deepStrictEqual([from, to], ["adapterhub", "peft"]);
      deepStrictEqual(namesIn(peft), [
        "README.md",
        "adapter_config.json",
        "adapter_model.safetensors",
      ]);
      await summaryOf("convert", ["--to", "adapterhub", "--out", back, peft]);
      const before = await logits(name, source, `${folder}/1.csv`);
      // BERT's own head divides the work otherwise: pooler and classifier.
      deepStrictEqual(await logits(name, peft, `${folder}/2.csv`), before);
      deepStrictEqual(await logits(name, back, `${folder}/3.csv`), before);
    });
  });
}

/** A LoRA of a model whose kind is not known here. */
async function writeForeign(path: string, config: object = {}) {
  const modules = ["q_proj", "v_proj"].map((part) =>
    `model.layers.0.self_attn.${part}`
  );
  const own = { task_type: "CAUSAL_LM", modules_to_save: null };
  await writeMade(path, factors(modules), { ...stated, ...own, ...config });
}

Deno.test("mix and fsd_heatmap take LoRAs of any model, and write PEFT's layout", async () => {
  await inTemporaryFolder(async (folder) => {
    const [a, b, out] = [`${folder}/a`, `${folder}/b`, `${folder}/out`];
    await writeForeign(a);
    await writeForeign(b, { lora_alpha: 18 });
    const { mean_fsd } = await summaryOf("fsd_heatmap", [
      ...["--out", `${folder}/fsd`, a, b],
    ]);
    strictEqual(mean_fsd, 0);
    strictEqual((await readRows(`${folder}/fsd.jsonl`)).length, 4);
    await summaryOf("mix", ["--out", out, a, b]);
    const [first, mixed] = await Promise.all(
      [a, out].map((path) =>
        readSafetensors(`${path}/adapter_model.safetensors`)
      ),
    );
    deepStrictEqual(
      [...mixed!.weights.keys()].sort(),
      [...first!.weights.keys()].sort(),
    );
    // The same factors, but the second one's scaling is three times the first's.
    for (const [name, { data }] of mixed!.weights) {
      const by = name.includes("lora_B") ? 2 : 1;
      const before = first!.weights.get(name)!.data;
      data.forEach((value, i) =>
        ok(Math.abs(value - by * before[i]!) <= 1e-6, `${name}[${i}]`)
      );
    }
    const { config, peft } = await readAdapter(out);
    ok(config && isLora(config));
    strictEqual(peft?.stated?.lora_alpha, 6);
    const card = await Deno.readTextFile(`${out}/README.md`);
    ok(card.includes("- Members: a, b\n"), card);
    ok(card.includes("| a | 0.0000 | 0.0000 |"), card);
  });
});

Deno.test("mix of LoRAs without configuration says what PEFT lacks, and convert adds it", async () => {
  await inTemporaryFolder(async (folder) => {
    const [a, b, out] = [`${folder}/a`, `${folder}/b`, `${folder}/out`];
    for (const path of [a, b]) {
      await writeMade(path, factors(attention("query")), null);
    }
    await summaryOf("mix", ["--out", out, a, b]);
    deepStrictEqual(namesIn(out), ["README.md", "adapter_model.safetensors"]);
    const cardOf = (path: string) => Deno.readTextFile(`${path}/README.md`);
    const card = await cardOf(out);
    ok(card.includes("PEFT loads it only with an `adapter_config.json`"), card);
    const given = ["--to", "peft", "--lora-alpha", 4];
    await summaryOf("convert", [...given, "--out", `${folder}/peft`, out]);
    ok((await cardOf(`${folder}/peft`)).includes("\nLoad it with PEFT: "));
  });
});

Deno.test("prune keeps PEFT's layout", async () => {
  await inTemporaryFolder(async (folder) => {
    await writeForeign(`${folder}/a`);
    const { zeros } = await summaryOf("prune", [
      ...["--sparsity", 0.5, "--out", `${folder}/out`, `${folder}/a`],
    ]);
    strictEqual(zeros, 16);
    const { peft } = await readAdapter(`${folder}/out`);
    strictEqual(peft?.stated?.r, 2);
  });
});

Deno.test("convert gives a LoRA without configuration its alpha", async () => {
  await inTemporaryFolder(async (folder) => {
    await writeMade(`${folder}/a`, factors(attention("query")), null);
    const given: Arguments = ["--lora-alpha", 5, "--head", "none"];
    await summaryOf("convert", [
      ...["--to", "adapterhub", ...given, "--name", "x"],
      ...["--out", `${folder}/out`, `${folder}/a`],
    ]);
    const { name, config } = await readAdapter(`${folder}/out`);
    ok(config && isLora(config));
    deepStrictEqual([name, config.r, config.alpha], ["x", 2, 5]);
    await summaryOf("convert", [
      ...["--to", "peft", "--lora-alpha", 5],
      ...["--out", `${folder}/peft`, `${folder}/a`],
    ]);
    const { peft } = await readAdapter(`${folder}/peft`);
    strictEqual(peft?.stated?.lora_alpha, 5);
  });
});

Deno.test("convert refuses what cannot be expressed, and to overwrite", async () => {
  await inTemporaryFolder(async (folder) => {
    const pfeiffer = `${parity("bert-pfeiffer")}/adapter`;
    const lora = `${parity("bert-lora")}/adapter`;
    const foreign = `${folder}/foreign`;
    await writeForeign(foreign);
    const bare = `${folder}/bare`;
    await writeMade(bare, factors(attention("query")), null);
    const out = ["--out", `${folder}/out`];
    await expectRefusals(folder, [
      [
        "convert",
        ["--to", "peft", ...out, pfeiffer],
        'Cannot convert adapter "task" to PEFT\'s layout: it is a bottleneck, expected a LoRA',
      ],
      [
        "convert",
        ["--to", "adapterhub", ...out, foreign],
        'Cannot convert adapter "foreign" to AdapterHub\'s layout: its LoRA is on q_proj, v_proj, not the same in all blocks or not of attention, expected query, key or value of every block',
      ],
      [
        "convert",
        ["--to", "peft", ...out, bare],
        'Cannot convert adapter "bare": it was read without adapter_config.json, which says its scaling, expected one (or --lora-alpha)',
      ],
      [
        "convert",
        ["--to", "peft", "--out", foreign, lora],
        'Cannot write "F/foreign": it exists, expected a new name or --overwrite',
      ],
      [
        "convert",
        ["--to", "peft", "--lora-alpha", 4, ...out, lora],
        'Cannot give adapter "task" an alpha of 4: its files say what it has, expected a LoRA without adapter_config.json',
      ],
    ]);
  });
});
