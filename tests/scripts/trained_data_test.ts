import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { inTemporaryFolder } from "../io/temporary_folder.ts";
import { refusalOf, summaryOf } from "./command.ts";
import { modelOf, parity, shortRun } from "./fixture.ts";

const CASE = "bert-lora";

const rows = (name: string, count: number, between: string) =>
  Array.from({ length: count }, (_, i) => `${name} ${i}${between}${i % 2}\n`)
    .join("");

Deno.test("adapters of a study of one's own files are judged on their test parts", () =>
  inTemporaryFolder(async (folder) => {
    const [films, books] = ["films", "books"].map((n) => `${folder}/${n}.csv`);
    await Deno.writeTextFile(films!, `text,label\n${rows("film", 40, ",")}`);
    await Deno.writeTextFile(books!, `text,label\n${rows("book", 40, ",")}`);
    await summaryOf("study", [
      ...["--domains", `${films},${books}`, "--max-steps", 1],
      ...["--limit-train", 8, "--limit-examples", 4],
      ...["--out", `${folder}/study`],
    ]);
    const adapters = `${folder}/study/adapters`;
    const judged = await summaryOf<{ count: number; dataset: string }>(
      "evaluate",
      ["--adapter", `${adapters}/films`],
    );
    deepStrictEqual([judged.count, judged.dataset], [4, films]);
    const pool = ["--adapters", adapters];
    await summaryOf("mixtures", [...pool, "--out", `${folder}/mixtures`]);
    await summaryOf("compare", [
      ...[...pool, "--datasets", "all", "--methods", "average"],
      ...["--out", `${folder}/compared`],
    ]);

    await Deno.rename(films!, `${folder}/cinema.csv`);
    const moved = [...pool, "--out", `${folder}/moved`];
    deepStrictEqual(await refusalOf("mixtures", moved), [
      2,
      `Cannot find what adapter "films" was trained on: there is no "${films}" any more, expected it there, or its new place by --own-datasets`,
    ]);
    const own = ["--own-datasets", `${books},${folder}/cinema.csv`];
    const { cells } = await summaryOf("mixtures", [...moved, ...own]);
    strictEqual(cells, 4);
  }));

Deno.test("an adapter is tested on the division that it was trained on", () =>
  inTemporaryFolder(async (folder) => {
    await Deno.mkdir(`${folder}/raw/sst2`, { recursive: true });
    for (const [file, count] of [["train", 20], ["dev", 6]] as const) {
      const table = `sentence\tlabel\n${rows(file, count, "\t")}`;
      await Deno.writeTextFile(`${folder}/raw/sst2/${file}.tsv`, table);
    }
    const out = `${folder}/out`;
    await summaryOf("train", [
      ...["--dataset", "sst2", "--data-dir", `${folder}/raw`],
      ...["--splits", "paper", "--max-steps", 1, "--out", out],
    ]);
    const { count } = await summaryOf("evaluate", ["--adapter", out]);
    strictEqual(count, 6);
    deepStrictEqual(
      await refusalOf("evaluate", [
        ...["--adapter", out, "--dataset", "sst2", "--splits", "clean"],
      ]),
      [
        2,
        'Cannot divide "sst2" by --splits clean: adapter "sst2" was trained on the division of --splits paper, and may know the other one\'s test texts, expected that one',
      ],
    );
  }));

Deno.test("evaluate asks for data where the adapter does not tell its own", async () => {
  const words = [...modelOf(CASE), "--adapter", `${parity(CASE)}/adapter`];
  deepStrictEqual(await refusalOf("evaluate", words), [
    2,
    'Cannot evaluate: adapter "task" does not say what it was trained on, expected --dataset',
  ]);
});

Deno.test("train takes the kind of the adapter that it starts from, and no other", () =>
  inTemporaryFolder(async (folder) => {
    const source = `${parity(CASE)}/adapter`;
    deepStrictEqual(
      await refusalOf("train", [
        ...[...shortRun(CASE), "--adapter", "houlsby"],
        ...["--adapter-init", source, "--out", `${folder}/out`],
      ]),
      [
        2,
        `Cannot use --adapter houlsby with --adapter-init "${source}": that is of the kind lora, expected --adapter lora or no --adapter`,
      ],
    );
  }));
