import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { domains } from "../../data/mod.ts";
import { readAdapter } from "../../lib/adapter/file.ts";
import { readSafetensors } from "../../lib/io/safetensors.ts";
import { inTemporaryFolder, namesIn } from "../io/temporary_folder.ts";
import { summaryOf } from "./command.ts";
import { modelAndData, modelOf, parity, shortRun } from "./fixture.ts";

Deno.test("train writes an adapter that names its run, the same bytes twice", async () => {
  await inTemporaryFolder(async (folder) => {
    const [one, two] = [`${folder}/one`, `${folder}/two`];
    const dataset = `${parity("bert-houlsby")}/data.csv`;
    const run = [...shortRun("bert-houlsby"), "--adapter", "houlsby"];
    const { loss, accuracy, ...summary } = await summaryOf<
      { loss: number; accuracy: number }
    >("train", [...run, "--out", one]);
    deepStrictEqual(summary, {
      out: one,
      dataset,
      examples: 12,
      steps: 2,
      step: 2,
    });
    ok(loss > 0 && loss < 2 && accuracy >= 0 && accuracy <= 1);
    await summaryOf("train", [...run, "--out", two]);
    deepStrictEqual(namesIn(one), [
      "README.md",
      "adapter.safetensors",
      "adapter_config.json",
      "head_config.json",
      "model_head.safetensors",
    ]);
    for (const file of namesIn(one)) {
      const [a, b] = [`${one}/${file}`, `${two}/${file}`];
      deepStrictEqual(await Deno.readFile(a), await Deno.readFile(b));
    }
    const { name, metadata } = await readAdapter(one);
    strictEqual(name, "data");
    strictEqual(metadata.dataset, dataset);
    strictEqual(metadata.seed, "42");
    strictEqual(JSON.parse(metadata.settings!).learningRate, "0.01");
    strictEqual(JSON.parse(metadata.history!).at(-1).loss, loss);
  });
});

Deno.test("train --adapter none trains a head, and evaluate takes it", async () => {
  await inTemporaryFolder(async (folder) => {
    const out = `${folder}/head`;
    const run = [...shortRun("bert-lora"), "--adapter", "none", "--out", out];
    await summaryOf("train", run);
    deepStrictEqual(namesIn(out), [
      "README.md",
      "head_config.json",
      "model_head.safetensors",
    ]);
    const { count } = await summaryOf("evaluate", [
      ...modelAndData("bert-lora"),
      ...["--adapter", out, "--split", "train"],
    ]);
    strictEqual(count, 12);
  });
});

Deno.test("train --train all writes a model that evaluate takes by itself", async () => {
  await inTemporaryFolder(async (folder) => {
    const out = `${folder}/model`;
    const dataset = `${parity("roberta-lora")}/data.csv`;
    const { validation_accuracy } = await summaryOf("train", [
      ...shortRun("roberta-lora", 3),
      ...["--adapter", "none", "--train", "all"],
      ...["--validation", dataset, "--out", out],
    ]);
    deepStrictEqual(namesIn(out), [
      "config.json",
      "model.safetensors",
      "tokenizer.json",
      "tokenizer_config.json",
    ]);
    const { accuracy } = await summaryOf("evaluate", [
      ...["--model", out, "--dataset", dataset, "--max-seq-length", 62],
    ]);
    strictEqual(accuracy, validation_accuracy);

    const path = (model: string) => `${model}/model.safetensors`;
    const before = await readSafetensors(
      path(`${parity("roberta-lora")}/model`),
    );
    const after = await readSafetensors(path(out));
    const name = "roberta.encoder.layer.0.output.dense.weight";
    const [old, trained] = [before, after].map(({ weights }) =>
      weights.get(name)!.data
    );
    ok(old!.some((value, i) => value !== trained![i]));
  });
});

Deno.test("train --adapter-init without a head draws one for the data set", async () => {
  await inTemporaryFolder(async (folder) => {
    const [bare, out] = [`${folder}/bare`, `${folder}/out`];
    const given = `${parity("roberta-lora")}/adapter`;
    await summaryOf("mix", ["--head", "none", "--out", bare, given]);
    await summaryOf("train", [
      ...modelOf("roberta-lora"),
      ...["--dataset", "topics", "--limit-train", 8, "--eval-every", 0],
      ...["--max-steps", 1, "--learning-rate", 0, "--name", "new"],
      ...["--adapter-init", bare, "--out", out],
    ]);
    const { name, head, weights } = await readAdapter(out);
    strictEqual(name, "new");
    deepStrictEqual(head!.config.labels, [
      "world",
      "sports",
      "business",
      "science",
    ]);
    deepStrictEqual(weights, (await readAdapter(given)).weights);
  });
});

Deno.test("train --dataset all trains an adapter a domain, and --resume the rest", async () => {
  await inTemporaryFolder(async (folder) => {
    const out = `${folder}/all`;
    const run = [
      ...modelOf("roberta-pfeiffer"),
      ...["--dataset", "all", "--limit-train", 4, "--eval-every", 0],
      ...["--max-steps", 1, "--out", out],
    ];
    const names = Object.keys(domains);
    const { runs } = await summaryOf<{ runs: object[] }>("train", run);
    strictEqual(runs.length, names.length);
    deepStrictEqual(namesIn(out), names.toSorted());

    const adapters = await Promise.all(
      names.map((name) => readAdapter(`${out}/${name}`)),
    );
    const starts = adapters.map(({ metadata }) => metadata.initial_weights);
    strictEqual(new Set(starts).size, 1, "all start from the same weights");

    const [first = ""] = names;
    await Deno.remove(`${out}/${first}`, { recursive: true });
    const again = await summaryOf<{ runs: { steps?: number }[] }>("train", [
      ...run,
      "--resume",
    ]);
    deepStrictEqual(
      again.runs.map(({ steps }) => steps),
      names.map((name) => name === first ? 1 : undefined),
    );
  });
});

Deno.test("train without --model trains the embedded one", async () => {
  await inTemporaryFolder(async (folder) => {
    const out = `${folder}/out`;
    const summary = await summaryOf("train", [
      ...["--dataset", "sentiment", "--limit-train", 8],
      ...["--max-steps", 1, "--out", out],
    ]);
    deepStrictEqual([summary.examples, summary.count], [8, 200]);
    const { model, name } = await readAdapter(out);
    deepStrictEqual([model.name, name], ["data/tiny", "sentiment"]);
  });
});
