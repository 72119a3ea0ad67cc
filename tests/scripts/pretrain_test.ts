import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { readRows } from "../../lib/io/rows.ts";
import { inTemporaryFolder, namesIn } from "../io/temporary_folder.ts";
import { summaryOf } from "./command.ts";

Deno.test("pretrain writes a model that trains, the same bytes twice", async () => {
  await inTemporaryFolder(async (folder) => {
    const size = [
      ...["--hidden", 16, "--layers", 1, "--heads", 2, "--inner", 32],
      ...["--vocabulary", 300, "--texts", 5],
    ];
    const run = [
      ...size,
      ...["--max-steps", 3, "--per-device-train-batch-size", 4],
    ];
    const [one, two] = [`${folder}/one`, `${folder}/two`];
    const { loss, step } = await summaryOf<{ loss: number; step: number }>(
      "pretrain",
      [...run, "--out", one],
    );
    strictEqual(step, 3);
    ok(loss > 0);
    await summaryOf("pretrain", [...run, "--out", two]);
    const files = [
      "config.json",
      "log.jsonl",
      "model.safetensors",
      "tokenizer.json",
      "tokenizer_config.json",
    ];
    deepStrictEqual(namesIn(one), files);
    for (const file of files) {
      const [a, b] = [`${one}/${file}`, `${two}/${file}`];
      deepStrictEqual(await Deno.readFile(a), await Deno.readFile(b), file);
    }
    strictEqual((await readRows(`${one}/log.jsonl`)).length, 3);

    const { examples } = await summaryOf("train", [
      ...["--model", one, "--dataset", "reviews", "--limit-train", 6],
      ...["--max-steps", 1, "--eval-every", 0, "--out", `${folder}/adapter`],
    ]);
    strictEqual(examples, 6);
  });
});
