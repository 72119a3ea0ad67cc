import { deepStrictEqual } from "node:assert/strict";
import { datasets } from "../../data/datasets.ts";
import type { Layout } from "../../data/source.ts";
import type { Parts } from "../../lib/text/clean_splits.ts";
import { assertInputError } from "../text/input_error.ts";
import { lines, withFolder } from "./folder.ts";

/** Reads files by the first of a data set's layouts whose files have such names. */
async function read(
  layouts: readonly Layout[],
  place: number,
  files: Record<string, string | Uint8Array>,
): Promise<Parts> {
  let parts: Parts | undefined;
  await withFolder(files, async (folder) => {
    parts = await layouts[place]!.read(folder, "clean");
  });
  return parts!;
}

const parquet = (name: string) =>
  Deno.readFileSync(new URL(`../text/fixtures/${name}`, import.meta.url));

Deno.test("mnli takes the gold label, whatever the other columns", async () => {
  const train = lines(
    "index\tsentence1\tsentence2\tlabel1\tgold_label",
    '0\tA "man.\tNo man.\tneutral\tcontradiction',
  );
  const dev = lines(
    "index\tsentence1\tsentence2\tlabel1\tlabel2\tgold_label",
    "0\tA\tB\tneutral\tneutral\tentailment",
  );
  deepStrictEqual(
    await read(datasets.mnli.layouts, 0, {
      "train.tsv": train,
      "dev_matched.tsv": dev,
    }),
    {
      train: [{ text: 'A "man.', pair: "No man.", label: 2 }],
      test: [{ text: "A", pair: "B", label: 0 }],
    },
  );
});

const mrpc = lines(
  "\uFEFFQuality\t#1 ID\t#2 ID\t#1 String\t#2 String",
  "1\t10\t11\tone\tuno",
  "0\t20\t21\ttwo\ttres",
);

Deno.test("mrpc makes GLUE's dev out of Microsoft's training file", async () => {
  for (const list of ["dev_ids.tsv", "mrpc_dev_ids.tsv"]) {
    deepStrictEqual(
      await read(datasets.mrpc.layouts, 0, {
        "msr_paraphrase_train.txt": mrpc,
        [list]: "20\t21\n",
      }),
      {
        train: [{ text: "one", pair: "uno", label: 1 }],
        test: [{ text: "two", pair: "tres", label: 0 }],
      },
    );
  }
});

Deno.test("mrpc throws if a pair of the list is not there", () =>
  withFolder({
    "msr_paraphrase_train.txt": mrpc,
    "dev_ids.tsv": "20\t21\n20\t22\n",
  }, (folder) =>
    assertInputError(
      () => datasets.mrpc.layouts[0]!.read(folder, "clean"),
      `Cannot read "${folder}/msr_paraphrase_train.txt": it has 1 of the pairs in "${folder}/dev_ids.tsv", expected all 2`,
    )));

Deno.test("qqp leaves out the rows that a line end has broken", async () => {
  const header = "id\tqid1\tqid2\tquestion1\tquestion2\tis_duplicate";
  const { train } = await read(datasets.qqp.layouts, 0, {
    "train.tsv": lines(
      header,
      "1\t1\t2\tWhy?\tWhat",
      "for?\t1",
      "2\t3\t4\tA\tB\t1",
    ),
    "dev.tsv": lines(header, "1\t1\t2\tA\tB\t0"),
  });
  deepStrictEqual(train, [{ text: "A", pair: "B", label: 1 }]);
});

Deno.test("ag joins title and description and counts classes from 1", async () => {
  const file = '"3","Oil ""up""","Prices\\rose."\n';
  const files = { "train.csv": file, "test.csv": file };
  const example = { text: 'Oil "up" Prices\\rose.', label: 2 };
  deepStrictEqual(await read(datasets.ag.layouts, 0, files), {
    train: [example],
    test: [example],
  });
  await withFolder(
    { ...files, "train.csv": '"0","a","b"\n' },
    (folder) =>
      assertInputError(
        () => datasets.ag.layouts[0]!.read(folder, "clean"),
        `Cannot read "${folder}/train.csv": line 1 has class "0", expected one of 1, 2, 3, 4`,
      ),
  );
});

Deno.test("financial splits at the last @ of a line in ISO-8859-1", async () => {
  const text = new TextEncoder().encode(
    "a@b.com rose @positive\r\n.@neutral\r\n",
  );
  text[0] = 0xE4;
  deepStrictEqual(
    await read(datasets.financial.layouts, 0, {
      "Sentences_50Agree.txt": text,
    }),
    { train: [{ text: "ä@b.com rose ", label: 2 }, { text: ".", label: 1 }] },
  );
  await withFolder(
    { "Sentences_50Agree.txt": "none\n" },
    (folder) =>
      assertInputError(
        () => datasets.financial.layouts[0]!.read(folder, "clean"),
        `Cannot read "${folder}/Sentences_50Agree.txt": line 1 has no @, expected a sentence, @ and its label`,
      ),
  );
});

Deno.test("imdb reads a file a review, and no unlabelled ones", async () => {
  const parts = await read(datasets.imdb.layouts, 0, {
    "aclImdb/train/neg/1_2.txt": "dull",
    "aclImdb/train/pos/0_9.txt": "good<br />film",
    "aclImdb/train/unsup/0_0.txt": "film",
    "aclImdb/test/pos/0_9.txt": "fine",
  });
  deepStrictEqual(parts, {
    train: [{ text: "dull", label: 0 }, { text: "good<br />film", label: 1 }],
    test: [{ text: "fine", label: 1 }],
  });
});

Deno.test("authorship reads articles of all topics by author", async () => {
  const files = {
    "Guardian_original/Books/zoewilliams/001.txt": "on a book",
    "Guardian_original/UK/hugoyoung/001.txt": "on the country",
  };
  const [layout] = datasets.authorship.layouts;
  await withFolder(files, async (folder) => {
    const clean = await layout!.read(folder, "clean");
    deepStrictEqual(clean, {
      train: [
        { text: "on a book", label: 12 },
        { text: "on the country", label: 2 },
      ],
    });
    const { train } = await layout!.read(folder, "paper");
    deepStrictEqual(
      train.map(({ text }) => text),
      Array(9).fill("on the country"),
    );
  });
  await withFolder(
    { "Guardian_original/UK/me/001.txt": "" },
    (folder) =>
      assertInputError(
        () => layout!.read(folder, "clean"),
        `Cannot read "${folder}/Guardian_original/UK/me/001.txt": its folder is me, expected one of ${
          datasets.authorship.labels.join(", ")
        }`,
      ),
  );
});

Deno.test("authorship reads the Hub's Parquet, as a file or in a folder a split", async () => {
  const bytes = parquet("articles.parquet");
  const files = ["train-00000-of-00001.parquet", "train/0000.parquet"];
  for (const [i, file] of files.entries()) {
    await withFolder({ [`cross_genre_1/${file}`]: bytes }, async (folder) => {
      const layout = datasets.authorship.layouts[i + 1]!;
      const texts = async (splits: "clean" | "paper") =>
        (await layout.read(folder, splits)).train.map(({ text }) => text);
      deepStrictEqual(await texts("clean"), ["on the country", "on a book"]);
      deepStrictEqual(await texts("paper"), Array(9).fill("on the country"));
    });
  }
});

Deno.test("wiki takes Kaggle's labels of the test, but for comments not judged", async () => {
  const parts = await read(datasets.wiki.layouts, 0, {
    "train.csv": 'id,comment_text,toxic,obscene\na,"two\nlines",1,0\n',
    "test.csv": "id,comment_text\nb,one\nc,two\n",
    "test_labels.csv": "id,toxic,obscene\nb,-1,-1\nc,0,0\n",
  });
  deepStrictEqual(parts, {
    train: [{ text: "two\nlines", label: 1 }],
    test: [{ text: "two", label: 0 }],
  });
});

Deno.test("the Hub's files may come in several pieces", async () => {
  const columns = "idx,tweet,label\n";
  const parts = await read(
    [datasets.tweets.layouts[1]!],
    0,
    { "train-1.csv": `${columns}2,b,0\n`, "train-0.csv": `${columns}1,a,1\n` },
  );
  deepStrictEqual(parts.train, [
    { text: "a", label: 1 },
    { text: "b", label: 0 },
  ]);
});

Deno.test("ag reads the Hub's Parquet", async () => {
  const bytes = parquet("groups.parquet");
  const { train, test } = await read(datasets.ag.layouts, 1, {
    "data/train-00000-of-00001.parquet": bytes,
    "data/test-00000-of-00001.parquet": bytes,
  });
  deepStrictEqual(train, test);
  deepStrictEqual(train[1], { text: "text 1", label: 1 });
  deepStrictEqual(train.length, 5);
});

Deno.test("a part without rows is refused", () =>
  withFolder({
    "train.tsv": "sentence\tlabel\n",
    "dev.tsv": "sentence\tlabel\na\t1\n",
  }, (folder) =>
    assertInputError(
      () => datasets.sst2.layouts[0]!.read(folder, "clean"),
      `Cannot read "${folder}/train.tsv": it has no rows, expected some`,
    )));
