import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { inTemporaryFolder, namesIn } from "../io/temporary_folder.ts";
import { writeUntrainedAdapters } from "../untrained_adapters.ts";
import { refusalOf, run, summaryOf } from "./command.ts";
import { expectRefusals } from "./refusals.ts";

const TABLE = "text,label\ngood film,1\nbad film,0\n";

Deno.test("study --overwrite keeps what is no study's, and a study that it cannot replace", async () => {
  await inTemporaryFolder(async (folder) => {
    const out = `${folder}/out`;
    await Deno.mkdir(out);
    await Deno.writeTextFile(`${out}/thesis.tex`, "");
    await Deno.writeTextFile(`${out}/settings.json`, "{}\n");
    const words = ["--overwrite", "--out", out, "--model", `${folder}/none`];
    await expectRefusals(folder, [[
      "study",
      words,
      'Cannot replace "F/out": it holds "thesis.tex", expected a study, or an empty folder',
    ]]);
    deepStrictEqual(namesIn(out), ["settings.json", "thesis.tex"]);
    await Deno.remove(`${out}/thesis.tex`);
    const settings = JSON.stringify({ domains: "a+b", adapterSeed: 42 });
    await Deno.writeTextFile(`${out}/settings.json`, settings);
    const { code, stderr } = await run("study", words);
    strictEqual(code, 2);
    match(stderr, /error: Cannot read .*config\.json/);
    deepStrictEqual(namesIn(out), ["settings.json"]);
  });
});

Deno.test("what would be measured or trained in vain is refused", async () => {
  await inTemporaryFolder(async (folder) => {
    await Deno.mkdir(`${folder}/few`);
    const three = TABLE + "a film,2\n"; // as many as the adapter's head has
    await Deno.writeTextFile(`${folder}/few/train.csv`, three);
    const alike = `${folder}/alike.csv`;
    await Deno.writeTextFile(alike, TABLE.replace(",0", ",1"));
    await writeUntrainedAdapters(`${folder}/adapters`, 2);
    const [adapter] = namesIn(`${folder}/adapters`);
    const judged = ["--adapter", `${folder}/adapters/${adapter}`];
    const out = ["--out", `${folder}/out`];
    await expectRefusals(folder, [
      [
        "evaluate",
        [...judged, "--dataset", `${folder}/few`],
        'Cannot use data set "F/few": its test split has no examples, expected some',
      ],
      [
        "train",
        ["--dataset", alike, ...out],
        'Cannot train on "F/alike.csv": every label is "1", expected two classes or more',
      ],
      [
        "evaluate",
        [...judged, ...judged, "--dataset", alike],
        "Cannot read --adapter: it is given twice, expected once, texts with a comma between two",
      ],
      [
        "train",
        ["--dataset", "hate", "--rank", 8, ...out],
        "Cannot use --rank with --adapter pfeiffer: it shapes a LoRA, expected another --adapter or no --rank",
      ],
    ]);
  });
});

Deno.test("mixtures refuses to test on the file that an adapter was trained on", async () => {
  await inTemporaryFolder(async (folder) => {
    const file = `${folder}/mine.csv`;
    await Deno.writeTextFile(file, TABLE);
    for (const name of ["a", "b"]) {
      await summaryOf("train", [
        ...["--dataset", file, "--max-steps", 1],
        ...["--out", `${folder}/adapters/${name}`],
      ]);
    }
    deepStrictEqual(
      await refusalOf("mixtures", [
        ...["--adapters", `${folder}/adapters`, "--out", `${folder}/out`],
      ]),
      [
        2,
        `Cannot test on "${file}": it is one file, on all of which its adapter was trained, expected a file of other texts, or a directory with files for train and test`,
      ],
    );
  });
});

Deno.test("compare refuses a method that cannot mix the adapters, if it is named", async () => {
  await inTemporaryFolder(async (folder) => {
    await writeUntrainedAdapters(`${folder}/adapters`, 2);
    const [code, sentence] = await refusalOf("compare", [
      ...["--adapters", `${folder}/adapters`, "--out", `${folder}/out`],
      ...["--methods", "average,cat"],
    ]);
    strictEqual(code, 2);
    match(sentence, /^Cannot compare "cat": it cannot mix these adapters, /);
    deepStrictEqual(namesIn(folder), ["adapters"]);
  });
});
