import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { loadSentenceEncoder } from "../../lib/model/sentence_encoder.ts";
import { inTemporaryFolder, namesIn } from "../io/temporary_folder.ts";
import { parityFolder } from "../parity.ts";

const MODEL = `${parityFolder("bert-pfeiffer")}/model`;

/** A list of modules as sentence-transformers writes it. */
function modules(...names: [type: string, path: string][]) {
  return names.map(([type, path], idx) => ({
    idx,
    name: `${idx}`,
    path,
    type: `sentence_transformers.models.${type}`,
  }));
}

const USUAL = modules(["Transformer", ""], ["Pooling", "1_Pooling"]);
const NORMALIZED = [...USUAL, ...modules(["Normalize", "2_Normalize"])];

/** The flags of a pooling as sentence-transformers writes them. */
function flags(mode: string) {
  const modes = ["cls_token", "mean_tokens", "max_tokens"];
  return {
    word_embedding_dimension: 32,
    ...Object.fromEntries(
      modes.map((name) => [`pooling_mode_${name}`, name === mode]),
    ),
  };
}

/** Runs a test on the model's directory with further JSON files in it. */
async function inDirectory(
  files: Record<string, unknown>,
  test: (directory: string, gpu: Gpu) => Promise<void>,
  place = "",
) {
  await inTemporaryFolder(async (folder) => {
    await Deno.mkdir(`${folder}/1_Pooling`);
    await Deno.mkdir(`${folder}/${place}`, { recursive: true });
    for (const name of namesIn(MODEL)) {
      await Deno.copyFile(`${MODEL}/${name}`, `${folder}/${place}/${name}`);
    }
    for (const [name, value] of Object.entries(files)) {
      await Deno.writeTextFile(`${folder}/${name}`, JSON.stringify(value));
    }
    const gpu = await Gpu.open();
    await test(folder, gpu);
    gpu.close();
  });
}

Deno.test("loadSentenceEncoder() takes the mean of a plain model's states", async () => {
  const gpu = await Gpu.open();
  const { model, ...rest } = await loadSentenceEncoder(gpu, MODEL);
  strictEqual(model.source, MODEL);
  deepStrictEqual(rest, {
    pooling: "mean",
    normalize: false,
    lowerCase: false,
  });
  gpu.close();
});

Deno.test("loadSentenceEncoder() honours modules, pooling and settings", async () => {
  await inDirectory({
    "modules.json": NORMALIZED,
    "1_Pooling/config.json": flags("cls_token"),
    "sentence_bert_config.json": { max_seq_length: 40, do_lower_case: true },
  }, async (directory, gpu) => {
    const { model: _, ...rest } = await loadSentenceEncoder(gpu, directory);
    deepStrictEqual(rest, {
      pooling: "cls",
      normalize: true,
      lowerCase: true,
      maxSeqLength: 40,
    });
  });
});

Deno.test("loadSentenceEncoder() reads the newer form of a pooling", async () => {
  await inDirectory({
    "modules.json": USUAL,
    "1_Pooling/config.json": { embedding_dimension: 32, pooling_mode: "mean" },
  }, async (directory, gpu) => {
    const { pooling, normalize } = await loadSentenceEncoder(gpu, directory);
    deepStrictEqual({ pooling, normalize }, {
      pooling: "mean",
      normalize: false,
    });
  });
});

Deno.test("loadSentenceEncoder() finds a transformer in a folder of its own", async () => {
  await inDirectory({
    "modules.json": modules(
      ["Transformer", "0_BERT"],
      ["Pooling", "1_Pooling"],
    ),
    "1_Pooling/config.json": flags("mean_tokens"),
  }, async (directory, gpu) => {
    const { model, pooling } = await loadSentenceEncoder(gpu, directory);
    deepStrictEqual([model.source, pooling], [directory, "mean"]);
  }, "0_BERT");
});

const REFUSALS: [string, Record<string, unknown>, string][] = [
  [
    "a module that is not here",
    {
      "modules.json": [...USUAL, ...modules(["Dense", "2_Dense"])],
      "1_Pooling/config.json": flags("mean_tokens"),
    },
    'Cannot use "F": its module "2_Dense" is of type Dense, expected one of Transformer, Pooling, Normalize',
  ],
  [
    "modules in another order",
    { "modules.json": USUAL.toReversed() },
    'Cannot use "F": its modules are Pooling, Transformer, expected Transformer, Pooling and perhaps Normalize',
  ],
  [
    "a pooling that is not here",
    {
      "modules.json": USUAL,
      "1_Pooling/config.json": flags("max_tokens"),
    },
    'Cannot use "F/1_Pooling/config.json": its pooling is max, expected mean or cls',
  ],
  [
    "a pooling that is missing",
    { "modules.json": USUAL },
    'Cannot use "F/1_Pooling/config.json": its pooling is missing, expected mean or cls',
  ],
  [
    "settings that are wrong",
    { "sentence_bert_config.json": { max_seq_length: "long" } },
    'Cannot read "F/sentence_bert_config.json": key "max_seq_length" is "long", expected number',
  ],
];

for (const [what, files, message] of REFUSALS) {
  Deno.test(`loadSentenceEncoder() refuses ${what}`, async () => {
    await inDirectory(files, async (directory, gpu) => {
      await rejects(
        loadSentenceEncoder(gpu, directory),
        inputError(message.replaceAll('"F', `"${directory}`)),
      );
    });
  });
}
