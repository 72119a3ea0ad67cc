import { strictEqual } from "node:assert/strict";
import { readSafetensors, writeSafetensors } from "../../lib/io/safetensors.ts";
import { readAdapter } from "../../lib/adapter/file.ts";
import { inTemporaryFolder } from "../io/temporary_folder.ts";
import { refusalOf, run, summaryOf } from "./command.ts";
import { copy } from "./copy.ts";
import { parity, shortRun } from "./fixture.ts";

const CASE = "roberta-pfeiffer";

/** Changes one number of a model's table of words. */
async function retrain(model: string): Promise<void> {
  const path = `${model}/model.safetensors`;
  const { weights } = await readSafetensors(path);
  const name = [...weights.keys()].find((one) => /word_embed/.test(one))!;
  weights.get(name)!.data[0]! += 1;
  await writeSafetensors(path, weights);
}

Deno.test("a model that is replaced under its path is noticed, and its adapters are refused", () =>
  inTemporaryFolder(async (folder) => {
    const [model, out] = [`${folder}/model`, `${folder}/out`];
    await copy(`${parity(CASE)}/model`, model);
    const task = [...shortRun(CASE, 1), "--model", model, "--out", out];
    await summaryOf("train", task);
    const { metadata } = await readAdapter(out);
    const trained = metadata.base_model_digest;
    await retrain(model);
    await summaryOf("train", [...task, "--out", `${folder}/other`]);
    const other = await readAdapter(`${folder}/other`);
    const digest = other.metadata.base_model_digest;

    const judge = ["--model", model, "--dataset", `${parity(CASE)}/data.csv`];
    const length = ["--max-seq-length", 62];
    const [code, sentence] = await refusalOf("evaluate", [
      ...[...judge, ...length, "--adapter", out],
    ]);
    strictEqual(code, 2);
    strictEqual(
      sentence,
      `Cannot use adapter "${out}" with "${model}": it was trained over "${model}" of digest ${trained}, expected the weights of that one, not those of digest ${digest}`,
    );
    const [, unmixed] = await refusalOf("mix", [
      ...["--out", `${folder}/mixed`, out, `${folder}/other`],
    ]);
    strictEqual(
      unmixed,
      `Cannot mix "${out}" and "${folder}/other": the second was trained over "${model}" of digest ${digest}, expected "${model}" of digest ${trained}`,
    );
    const { stderr } = await run("train", [...task, "--resume"]);
    strictEqual(
      stderr,
      `error: Cannot resume "${out}": it is finished and its modelDigest is ${trained}, expected ${digest} (or --overwrite to replace it)\n`,
    );
  }));
