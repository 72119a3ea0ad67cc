import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { dirname } from "node:path";
import { nameOf } from "../../data/names.ts";
import { studyRows } from "../../lib/study/ledger.ts";
import { inTemporaryFolder } from "../io/temporary_folder.ts";
import { refusalOf, summaryOf } from "./command.ts";
import { modelOf, parity, shortRun } from "./fixture.ts";

const CASE = "bert-lora";

const rows = (name: string, count: number, between: string) =>
  Array.from({ length: count }, (_, i) => `${name} ${i}${between}${i % 2}\n`)
    .join("");

Deno.test("adapters of a study of one's own files are judged on their test parts", () =>
  inTemporaryFolder(async (temporary) => {
    const folder = await Deno.realPath(temporary); // macOS links it
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
    await Deno.copyFile(films!, `${folder}/copy.csv`);
    const same = [`${folder}/copy.csv`];
    if (Deno.build.os !== "windows") {
      await Deno.symlink(folder, `${folder}/link`);
      same.push(`${folder}/link/films.csv`);
    }
    for (const path of same) {
      const { count } = await summaryOf<{ count: number }>("evaluate", [
        ...["--adapter", `${adapters}/films`, "--dataset", path],
      ]);
      strictEqual(count, 4, path);
    }
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

Deno.test("a file that was trained on as a whole tests nothing where it is now, others do", () =>
  inTemporaryFolder(async (temporary) => {
    const folder = await Deno.realPath(temporary); // macOS links it
    const files = {
      "old/films.csv": rows("film", 40, ","),
      "books/train.csv": rows("book", 40, ","),
      "books/test.csv": rows("play", 20, ","),
      "more.csv": rows("song", 30, ","),
    };
    for (const [name, texts] of Object.entries(files)) {
      const path = `${folder}/${name}`;
      await Deno.mkdir(dirname(path), { recursive: true });
      await Deno.writeTextFile(path, `text,label\n${texts}`);
    }
    const adapters = `${folder}/adapters`;
    for (const name of ["old/films.csv", "books"]) {
      await summaryOf("train", [
        ...["--dataset", `${folder}/${name}`, "--max-steps", 1],
        ...["--out", `${adapters}/${nameOf(name)}`],
      ]);
    }
    await Deno.rename(`${folder}/old`, `${folder}/new`);
    const refused = (path: string) => [
      2,
      `Cannot test on "${path}": it is one file, on all of which its adapter was trained, expected a file of other texts, or a directory with files for train and test`,
    ];
    const [old, now] = [`${folder}/old/films.csv`, `${folder}/new/films.csv`];
    const mixtures = ["--adapters", adapters, "--out", `${folder}/mixtures`];
    const judged = ["--adapter", `${adapters}/films`];
    const moved = ["--own-datasets", `${folder}/books,${now}`];
    const given = [...judged, "--dataset", now];
    deepStrictEqual(await refusalOf("mixtures", mixtures), refused(old));
    deepStrictEqual(await refusalOf("evaluate", judged), refused(old));
    deepStrictEqual(
      await refusalOf("mixtures", [...mixtures, ...moved]),
      refused(now),
    );
    deepStrictEqual(await refusalOf("evaluate", given), refused(now));
    const { count } = await summaryOf("evaluate", [
      ...given,
      ...["--split", "train"],
    ]);
    strictEqual(count, 40);

    const others = `${folder}/books/test.csv,${folder}/more.csv`;
    await summaryOf("mixtures", [...mixtures, "--own-datasets", others]);
    const found = (await studyRows(`${folder}/mixtures`)).flatMap((row) =>
      row.metric === "majority" ? [[row.target, row.count]] : []
    );
    deepStrictEqual(found, [["books", 20], ["films", 30]]);
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
