import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { inTemporaryFolder, namesIn } from "../io/temporary_folder.ts";
import { summaryOf } from "./command.ts";
import { judged, modelAndData, modelOf, parity, shortRun } from "./fixture.ts";
import { expectRefusals } from "./refusals.ts";

const CASE = "bert-pfeiffer";
const ADAPTER = `${parity(CASE)}/adapter`;

Deno.test("flags that are misspelt, missing or of the wrong type are refused", async () => {
  await inTemporaryFolder(async (folder) => {
    const out = ["--out", `${folder}/out`];
    const unknown = (flag: string, meant: string) =>
      `Cannot read ${flag}: there is no such option, expected ${meant} or another that --help lists`;
    await expectRefusals(folder, [
      [
        "train",
        [...shortRun(CASE), "--learnin-rate", 1, ...out],
        unknown("--learnin-rate", "--learning-rate"),
      ],
      [
        "evaluate",
        [...modelAndData(CASE), "--adaptor", ADAPTER],
        unknown("--adaptor", "--adapter"),
      ],
      [
        "train",
        [...shortRun(CASE), "--seed", "one", ...out],
        'Cannot read --seed: it is "one", expected a whole number',
      ],
      [
        "prune",
        ["--sparsity", 1.5, ...out, ADAPTER],
        'Cannot read --sparsity: it is "1.5", expected a number from 0 to 1',
      ],
      [
        "mix",
        ["--method", "magic", ...out, ADAPTER],
        'Cannot read --method: it is "magic", expected one of average, sparse, linear, cat, svd, ties, ties_global, dare_linear, dare_ties, magnitude_prune, task_arithmetic, fisher, regmean, greedy_soup, adapter_soup',
      ],
      [
        "mix",
        out,
        "Cannot run mix: it is given 0 adapters, expected at least 1",
      ],
      [
        "train",
        [...modelOf(CASE), ...out],
        "Cannot run train: --dataset is missing, expected some text",
      ],
      [
        "train",
        [...shortRun(CASE), "--name", "a.b", ...out],
        'Cannot name an adapter "a.b": the name is empty or has a dot, expected another --name',
      ],
      [
        "report",
        ["--study", `${folder}/study`],
        'Cannot report on "F/study": it has no rows, expected the folder of a study',
      ],
    ]);
  });
});

Deno.test("an output that exists is refused, and kept", async () => {
  await inTemporaryFolder(async (folder) => {
    const out = `${folder}/out`;
    await Deno.writeTextFile(out, "mine");
    await Deno.writeTextFile(`${out}.svg`, "mine");
    const exists = (name: string) =>
      `Cannot write "F/${name}": it exists, expected a new name or --overwrite`;
    const refused = exists("out");
    await expectRefusals(folder, [
      ["train", [...shortRun(CASE), "--out", out], refused],
      ["evaluate", [...judged(CASE, ADAPTER), "--out", out], refused],
      ["mix", ["--out", out, ADAPTER], refused],
      ["prune", ["--sparsity", 0.5, "--out", out, ADAPTER], refused],
      ["pretrain", ["--out", out], refused],
      ["fsd_heatmap", ["--out", out, ADAPTER, ADAPTER], exists("out.svg")],
      [
        "fsd_heatmap",
        ["--out", `${out}2`, "--csv", out, ADAPTER, ADAPTER],
        refused,
      ],
    ]);
    strictEqual(await Deno.readTextFile(out), "mine");
  });
});

Deno.test("--overwrite replaces outputs of the command's kind alone", async () => {
  await inTemporaryFolder(async (folder) => {
    const again = ["--overwrite", "--out", folder];
    await Deno.writeTextFile(`${folder}/rows.jsonl`, "{}\n");
    await Deno.mkdir(`${folder}/old`);
    const refused = (name: string) =>
      `Cannot replace "F": it holds the folder "old", expected ${name}, or an empty folder`;
    const weights = refused("an adapter or a model");
    await expectRefusals(folder, [
      ["train", [...shortRun(CASE), ...again], weights],
      ["mix", [...again, ADAPTER], weights],
      ["prune", ["--sparsity", 0.5, ...again, ADAPTER], weights],
      ["convert", ["--to", "adapterhub", ...again, ADAPTER], weights],
      ["pretrain", again, weights],
      ["advise", [...again, ADAPTER, ADAPTER], refused("advice")],
    ]);

    const old = ["--overwrite", "--out", `${folder}/old`, ADAPTER];
    await summaryOf("mix", old); // it is empty
    await summaryOf("mix", [...old, "--head", "none"]);
    strictEqual(namesIn(`${folder}/old`).includes("head_config.json"), false);
    await Deno.writeTextFile(`${folder}/old/firmware.bin`, "");
    await expectRefusals(folder, [[
      "mix",
      old,
      'Cannot replace "F/old": it holds "firmware.bin", expected an adapter or a model, or an empty folder',
    ]]);
    deepStrictEqual(namesIn(folder), ["old", "rows.jsonl"]);
  });
});
