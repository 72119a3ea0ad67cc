import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { loadDataset } from "../../data/load.ts";
import { loadTrained } from "../../data/load_trained.ts";
import { trainedData } from "../../data/trained_data.ts";
import { assertInputError } from "../text/input_error.ts";
import { lines, withFolder } from "./folder.ts";
import { trained } from "./trained.ts";

const table = (name: string, rows: number) =>
  lines(
    "text,label",
    ...Array.from({ length: rows }, (_, i) => `${name} ${i},${i % 2}`),
  );
const asked = { seed: 1, flag: "--dataset" };
const labels = ["no", "yes"];

Deno.test("loadTrained() gives the part of a divided file that was not trained on", () =>
  withFolder({ "my.csv": table("text", 40) }, async (folder) => {
    const place = `${folder}/my.csv`;
    const adapter = trained("a", { place, splits: "clean" });
    const data = (await trainedData(adapter, asked))!;
    const { train, test } = await loadDataset(place, { seed: 1 });
    for (
      const [split, expected] of [["train", train], ["test", test]] as const
    ) {
      const { examples } = await loadTrained(data, split, { labels });
      const texts = (split: typeof train) => split.map(({ text }) => text);
      deepStrictEqual(texts(examples), texts(expected));
    }
  }));

Deno.test("loadTrained() tests on no file that was trained on as a whole", () =>
  withFolder(
    { "my.csv": table("text", 6), "dev.csv": table("other", 4) },
    async (folder) => {
      const [place, validation] = [`${folder}/my.csv`, `${folder}/dev.csv`];
      const whole = { place, splits: "whole" } as const;
      const alone = (await trainedData(trained("a", whole), asked))!;
      const pair = (await trainedData(
        trained("a", { ...whole, validation }),
        asked,
      ))!;
      const count = async (...task: Parameters<typeof loadTrained>) =>
        (await loadTrained(...task)).examples.length;
      strictEqual(await count(alone, "train", { labels }), 6);
      strictEqual(await count(pair, "validation", { labels }), 4);
      await assertInputError(
        () => loadTrained(alone, "validation", { labels }),
        `Cannot validate on "${place}": it is one file, on all of which its adapter was trained, expected a file of other texts, or a directory with files for train and validation`,
      );
      await assertInputError(
        () => loadTrained(pair, "test", { labels }),
        `Cannot test on "${place}": it is one file, on all of which its adapter was trained, expected a file of other texts, or a directory with files for train and test`,
      );
    },
  ));
