import {
  deepStrictEqual,
  rejects,
  strictEqual,
  throws,
} from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import { formatJson } from "../../lib/io/json.ts";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { encodeExamples, loadModel } from "../../lib/model/loaded.ts";
import { inTemporaryFolder, namesIn } from "../io/temporary_folder.ts";
import { parityFolder } from "../parity.ts";

const MODEL = `${parityFolder("roberta-pfeiffer")}/model`;

Deno.test("loadModel() brings weights, tokeniser and parameters together", async () => {
  const gpu = await Gpu.open();
  const model = await loadModel(gpu, MODEL);
  strictEqual(model.source, MODEL);
  strictEqual(model.tokenizer.vocabularySize, model.config.vocab_size);
  const name = "encoder.layer.1.output.dense.bias";
  deepStrictEqual(
    await gpu.read(model.params.get(name, [32]).value),
    model.weights.get(name)!.data,
  );
  gpu.close();
});

Deno.test("loadModel() refuses a tokeniser with more tokens than the model", async () => {
  await inTemporaryFolder(async (folder) => {
    for (const name of namesIn(MODEL)) {
      await Deno.copyFile(`${MODEL}/${name}`, `${folder}/${name}`);
    }
    const path = `${folder}/tokenizer.json`;
    const definition = JSON.parse(await Deno.readTextFile(path));
    definition.model.vocab.extra = 45;
    await Deno.chmod(path, 0o644);
    await Deno.writeTextFile(path, formatJson(definition));
    const gpu = await Gpu.open();
    await rejects(
      loadModel(gpu, folder),
      inputError(
        `Cannot use "${folder}": its tokenizer has 46 tokens, expected at most the model's 45`,
      ),
    );
    gpu.close();
  });
});

Deno.test("encodeExamples() keeps labels and places, and cuts long texts", async () => {
  const gpu = await Gpu.open();
  const model = await loadModel(gpu, MODEL);
  const examples = [
    { text: "good bad good bad good", label: 1 },
    { text: "good", pair: "bad", label: 0 },
  ];
  const encoded = encodeExamples(model, examples, 5);
  deepStrictEqual(encoded.map(({ label, index }) => [label, index]), [
    [1, 0],
    [0, 1],
  ]);
  strictEqual(encoded[0]!.ids.length, 5);
  const { vocabularySize } = model.tokenizer;
  deepStrictEqual(
    encoded.flatMap(({ ids }) => [...ids])
      .filter((id) => id >= vocabularySize),
    [],
  );
  gpu.close();
});

Deno.test("encodeExamples() refuses sequences that the model has no positions for", async () => {
  const gpu = await Gpu.open();
  const model = await loadModel(gpu, MODEL);
  encodeExamples(model, [], 62);
  throws(
    () => encodeExamples(model, [], 63),
    inputError(
      `Cannot use --max-seq-length 63 with "${MODEL}": it takes sequences of 62 tokens, expected at most that`,
    ),
  );
  gpu.close();
});

Deno.test("encodeExamples() refuses token types that the model has no row for", async () => {
  const gpu = await Gpu.open();
  const model = await loadModel(gpu, MODEL);
  const config = { ...model.config, type_vocab_size: 1 };
  const tokenizer = {
    ...model.tokenizer,
    encode: () => ({ ids: [1, 2], types: [0, 1] }),
  };
  throws(
    () =>
      encodeExamples({ ...model, config, tokenizer }, [
        { text: "good", label: 0 },
      ], 9),
    inputError(
      `Cannot use the tokenizer of "${MODEL}": it gives tokens type 1, expected one below the model's 1`,
    ),
  );
  gpu.close();
});
