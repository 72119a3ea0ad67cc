import { deepStrictEqual, match, ok } from "node:assert/strict";
import { readRows } from "../../lib/io/rows.ts";
import { inTemporaryFolder, namesIn } from "../io/temporary_folder.ts";
import { run, summaryOf } from "./command.ts";
import { parity } from "./fixture.ts";
import { readCells } from "./predictions.ts";

/** A data set of one's own: ten documents of three words and two sentences. */
const OWN = [
  "text,label",
  ...Array.from({ length: 10 }, (_, i) => `No. It's ${i}.,${i % 2}`),
].join("\n");

Deno.test("describe_data counts a file of one's own, and a domain in tokens", async () => {
  await inTemporaryFolder(async (folder) => {
    const [out, csv] = [`${folder}/data`, `${folder}/sizes.csv`];
    await Deno.writeTextFile(`${folder}/own.csv`, OWN);
    const args = [
      ...["--out", out, "--csv", csv],
      ...["--tokenizer", `${parity("bert-pfeiffer")}/model`],
      ...[`${folder}/own.csv`, "--dataset", "hate"],
    ];
    const summary = await summaryOf("describe_data", args);
    deepStrictEqual(summary, {
      datasets: 2,
      absent: [],
      documents: 1310,
      rows: `${out}.jsonl`,
      figures: [`${out}_lengths.svg`, `${out}_classes.svg`],
    });
    const [header, ...lines] = await readCells(csv);
    deepStrictEqual(header?.slice(0, 8), [
      ...["dataset", "split", "examples", "documents", "document_length"],
      ...["sentence_length", "sentences_per_document", "tokens_median"],
    ]);
    const own = lines.filter(([name]) => name === "own");
    const sum = (i: number) =>
      own.reduce((all, row) => all + Number(row[i]), 0);
    deepStrictEqual([sum(2), sum(3)], [10, 10]);
    for (const cells of own) {
      deepStrictEqual(cells.slice(4, 7), ["3", "1.5", "2"]);
    }
    const rows = await readRows<Record<string, unknown>>(`${out}.jsonl`);
    ok(rows.every(({ script }) => script === "describe_data"));
    ok(rows.some(({ metric, label }) => metric === "class_share" && label));
    for (const name of ["data_lengths.svg", "data_classes.svg"]) {
      match(await Deno.readTextFile(`${folder}/${name}`), /^<svg /);
    }
    await summaryOf("describe_data", [...args, "--overwrite"]);
    deepStrictEqual((await readRows(`${out}.jsonl`)).length, rows.length);
  });
});

Deno.test("describe_data of all says which data sets a directory lacks", async () => {
  await inTemporaryFolder(async (folder) => {
    await Deno.mkdir(`${folder}/tweets`);
    await Deno.writeTextFile(
      `${folder}/tweets/train.csv`,
      "id,label,tweet\n" +
        Array.from({ length: 40 }, (_, i) => `${i},${i % 2},so ${i}`).join(
          "\n",
        ),
    );
    const { code, stdout, stderr } = await run("describe_data", [
      ...["--dataset", "all", "--data-dir", folder, "--splits", "paper"],
      ...["--out", `${folder}/out/data`],
    ]);
    deepStrictEqual(code, 0, stderr);
    match(stderr, /^absent: mnli, mrpc, sst2, .*, imdb, wiki$/m);
    deepStrictEqual(JSON.parse(stdout).absent.length, 12);
    const rows = await readRows<Record<string, unknown>>(
      `${folder}/out/data.jsonl`,
    );
    const paper = rows.filter(({ metric }) => metric === "paper_table_2");
    deepStrictEqual(paper.map(({ split, value }) => [split, value]), [
      ["train", 31_962],
      ["test", 3_196],
    ]);
    deepStrictEqual(namesIn(`${folder}/out`).length, 5);
  });
});
