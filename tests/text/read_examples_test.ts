import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { readExamples } from "../../lib/text/read_examples.ts";
import { assertInputError } from "./input_error.ts";
import { withFile } from "./temporary.ts";

const labels = ["bad", "good"];

Deno.test("readExamples() reads the same examples from each text format", async () => {
  const files = {
    "a.csv": "text,text_pair,label\na film,one,good\nso dull,,0\n",
    "a.TSV": "text\ttext_pair\tlabel\na film\tone\tgood\nso dull\t\t0\n",
    "a.jsonl": '{"text":"a film","text_pair":"one","label":1}\n' +
      '{"text":"so dull","text_pair":"","label":"bad"}\n',
  };
  for (const [name, content] of Object.entries(files)) {
    await withFile(name, content, async (path) => {
      deepStrictEqual(await readExamples(path, { labels }), [
        { text: "a film", pair: "one", label: 1 },
        { text: "so dull", pair: "", label: 0 },
      ]);
    });
  }
});

Deno.test("readExamples() takes a null second text as none", async () => {
  const path = fileURLToPath(
    new URL("fixtures/examples.parquet", import.meta.url),
  );
  deepStrictEqual(await readExamples(path), [
    { text: "what a film", pair: "one of a kind", label: 1 },
    { text: "so dull", label: 0 },
  ]);
});

Deno.test("readExamples() names file, line and column of a wrong label", async () => {
  await withFile("a.csv", "text,label\na,1\nb,foo\n", async (path) => {
    await assertInputError(
      () => readExamples(path, { labels }),
      `Cannot read "${path}": line 3 has label "foo", expected one of bad, good or 0 to 1`,
    );
    await assertInputError(
      () => readExamples(path),
      `Cannot read "${path}": line 3 has label "foo", expected a whole number from 0`,
    );
  });
});

Deno.test("readExamples() names the column of a cell that is no text", () =>
  withFile("a.jsonl", '{"text":5,"label":0}\n', (path) =>
    assertInputError(
      () => readExamples(path),
      `Cannot read "${path}": line 1 has text 5, expected a text`,
    )));

Deno.test("readExamples() throws if a later row lacks a cell", () =>
  withFile(
    "a.jsonl",
    '{"text":"a","label":0}\n{"text":"b"}\n',
    (path) =>
      assertInputError(
        () => readExamples(path),
        `Cannot read "${path}": line 2 has label null, expected a whole number from 0`,
      ),
  ));

Deno.test("readExamples() throws if there is no text column", () =>
  withFile("a.csv", "tweet,label\na,1\n", (path) =>
    assertInputError(
      () => readExamples(path),
      `Cannot read "${path}": its columns are tweet, label, expected text and label among them`,
    )));

Deno.test("readExamples() throws if a file has no rows", async () => {
  const empty = {
    "a.csv": "text,label\n",
    "b.csv": "",
    "a.tsv": "",
    "a.jsonl": "\n",
  };
  for (const [name, content] of Object.entries(empty)) {
    await withFile(name, content, (path) =>
      assertInputError(
        () => readExamples(path),
        `Cannot read "${path}": it has no rows, expected some`,
      ));
  }
});

Deno.test("readExamples() throws if the name tells no format", () =>
  assertInputError(
    () => readExamples("train.txt"),
    'Cannot read "train.txt": its name tells no known format, expected .csv, .tsv, .jsonl or .parquet at the end',
  ));

/** Writes 400,000 rows whose other column is longer than the texts. */
async function writeLongTable(path: string) {
  const filler = "a column that nobody reads ".repeat(16);
  let lines = "text\ttext_pair\tother\tlabel\n";
  for (let row = 0; row < 400_000; row++) {
    lines += `premise ${row} about what people say and write on most days\t` +
      `hypothesis ${row} is rather shorter\t${filler}\t${row % 3}\n`;
    if (row % 10_000 !== 9_999) continue;
    await Deno.writeTextFile(path, lines, { append: true });
    lines = "";
  }
}

Deno.test("readExamples() reads 400,000 rows in less than 300 MB", () =>
  withFile("a.tsv", "", async (path) => {
    await writeLongTable(path);
    const script = fileURLToPath(new URL("memory.ts", import.meta.url));
    const { stdout, code } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", script, path],
    }).output();
    strictEqual(code, 0);
    const { grown, length } = JSON.parse(new TextDecoder().decode(stdout));
    strictEqual(length, 400_000);
    ok(grown < 300e6, `grew by ${Math.round(grown / 1e6)} MB`);
  }));
