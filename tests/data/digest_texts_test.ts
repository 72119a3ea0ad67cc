import { notStrictEqual, strictEqual } from "node:assert/strict";
import { digestTexts } from "../../data/digest_texts.ts";
import { assertInputError } from "../text/input_error.ts";
import { lines, withFolder } from "./folder.ts";

Deno.test("digestTexts() goes by the texts alone", () =>
  withFolder({
    "my.csv": lines("text,label", "a film,good", "a book,bad", "a song,good"),
    "copy.tsv": lines("label\ttext", "0\ta book", "1\ta  film ", "1\ta song"),
    "twice.jsonl": ["a song", "a film", "a book", "a film"]
      .map((text) => JSON.stringify({ text, label: 1 })).join("\n"),
    "fewer.csv": lines("text,label", "a film,good", "a book,bad"),
    "pairs.csv": lines(
      "text,text_pair,label",
      ...["film", "book", "song"].map((thing) => `a,${thing},1`),
    ),
  }, async (folder) => {
    const own = await digestTexts(`${folder}/my.csv`);
    for (const name of ["copy.tsv", "twice.jsonl"]) {
      strictEqual(await digestTexts(`${folder}/${name}`), own, name);
    }
    for (const name of ["fewer.csv", "pairs.csv"]) {
      notStrictEqual(await digestTexts(`${folder}/${name}`), own, name);
    }
  }));

Deno.test("digestTexts() throws if a file has no texts", () =>
  withFolder(
    { "my.csv": lines("words,label", "a film,1") },
    (folder) =>
      assertInputError(
        () => digestTexts(`${folder}/my.csv`),
        `Cannot read "${folder}/my.csv": its columns are words, label, expected text and label among them`,
      ),
  ));
