import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { inTemporaryFolder, namesIn } from "../io/temporary_folder.ts";
import { refusalOf } from "./command.ts";
import { modelOf, parity, shortRun } from "./fixture.ts";
import { expectRefusals } from "./refusals.ts";

const CASE = "bert-pfeiffer";
const ADAPTER = `${parity(CASE)}/adapter`;

Deno.test("data sets that are empty, missing or no tables are refused", async () => {
  await inTemporaryFolder(async (folder) => {
    const at = (name: string) => `${folder}/${name}`;
    await Deno.writeTextFile(at("empty.csv"), "text,label\n");
    await Deno.writeTextFile(at("nothing.jsonl"), "");
    await Deno.writeTextFile(at("columns.tsv"), "a\tb\n1\t2\n");
    await Deno.writeTextFile(at("table.parquet"), "no parquet at all");
    const of = (name: string) => [
      ...modelOf(CASE),
      ...["--adapter", ADAPTER, "--dataset", at(name)],
    ];
    const out = ["--out", at("out")];
    await expectRefusals(folder, [
      [
        "evaluate",
        [...of("empty.csv"), ...out],
        'Cannot read "F/empty.csv": it has no rows, expected some',
      ],
      [
        "train",
        [...modelOf(CASE), "--dataset", at("nothing.jsonl"), ...out],
        'Cannot read "F/nothing.jsonl": it has no rows, expected some',
      ],
      [
        "train",
        [...shortRun(CASE), "--validation", at("empty.csv"), ...out],
        'Cannot read "F/empty.csv": it has no rows, expected some',
      ],
      [
        "evaluate",
        [...of("columns.tsv"), ...out],
        'Cannot read "F/columns.tsv": its columns are a, b, expected text and label among them',
      ],
      [
        "evaluate",
        [...of("table.parquet"), ...out],
        'Cannot read "F/table.parquet": its bytes are not Parquet, expected a Parquet file',
      ],
      [
        "evaluate",
        [...of("missing.csv"), ...out],
        'Cannot read "F/missing.csv": there is no such file, expected an existing one',
      ],
    ]);
    const [code, sentence] = await refusalOf("train", [
      ...["--dataset", "sentiments", ...out],
    ]);
    strictEqual(code, 2);
    strictEqual(
      sentence.replace(/inference.* or a file/, "NAMES or a file"),
      'Cannot find data set "sentiments": there is none of that name, expected one of NAMES or a file that ends in .csv, .tsv, .jsonl or .parquet',
    );
    deepStrictEqual(namesIn(folder).includes("out"), false);
  });
});
