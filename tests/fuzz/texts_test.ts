import { readRows } from "../../lib/io/rows.ts";
import { readExamples } from "../../lib/text/read_examples.ts";
import { loadTokenizer } from "../../lib/text/tokenizer.ts";
import { trainTokenizer } from "../../lib/text/train_tokenizer.ts";
import { fuzz } from "./fuzz.ts";

const TESTS = new URL("../", import.meta.url);
const read = (path: string) => Deno.readFileSync(new URL(path, TESTS));
const encode = (text: string) => new TextEncoder().encode(text);

const MODEL = "fixtures/parity/roberta-pfeiffer/model";
const settings = read(`${MODEL}/tokenizer_config.json`);

const learned = trainTokenizer(["a good film", "a bad film"], { size: 270 });

/** Loads a tokenizer and uses it. */
const tokenize = async (folder: string) => {
  const { encode } = await loadTokenizer(folder);
  const input = { text: "A good film, isn't it?", pair: "<mask> [SEP] é" };
  return encode(input, { maxLength: 32 });
};

fuzz("tokenizer.json", {
  file: "tokenizer.json",
  valid: [read(`${MODEL}/tokenizer.json`)],
  beside: { "tokenizer_config.json": settings },
  read: tokenize,
});

fuzz("a byte-level tokenizer.json", {
  file: "tokenizer.json",
  valid: [encode(JSON.stringify(learned.tokenizer))],
  read: tokenize,
});

fuzz("tokenizer_config.json", {
  file: "tokenizer_config.json",
  valid: [settings],
  beside: { "tokenizer.json": read(`${MODEL}/tokenizer.json`) },
  read: tokenize,
});

const words = encode(
  "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\ngood\nfilm\n##s\n,\n?\n",
);

fuzz("vocab.txt", { file: "vocab.txt", valid: [words], read: tokenize });

const pieces = encode(
  '{"<s>":0,"<pad>":1,"</s>":2,"<unk>":3,"<mask>":4,"A":5,"g":6,"o":7,"oo":8,"goo":9}',
);
const merges = encode("#version: 0.2\no o\ng oo\n");

fuzz("vocab.json", {
  file: "vocab.json",
  valid: [pieces],
  beside: { "merges.txt": merges },
  read: tokenize,
});

fuzz("merges.txt", {
  file: "merges.txt",
  valid: [merges],
  beside: { "vocab.json": pieces },
  read: tokenize,
});

const tables = {
  csv: [
    encode(
      'text,text_pair,label\n"a ""good"", film",it,1\nbad\nfilm,,0\n'.replace(
        "bad\nfilm",
        '"bad\nfilm"',
      ),
    ),
  ],
  tsv: [encode("sentence\tlabel\na good film\t1\nit's \"bad\t0\n")],
  jsonl: [encode('{"text":"a","label":1}\n\n{"text":"b\\u00e9","label":0}\n')],
  parquet: [
    read("text/fixtures/examples.parquet"),
    read("text/fixtures/zstd.parquet"),
  ],
};

for (const [format, valid] of Object.entries(tables)) {
  fuzz(`.${format} tables`, {
    file: `x.${format}`,
    valid,
    read: (folder) => readExamples(`${folder}/x.${format}`),
  });
}

fuzz("rows.jsonl", {
  file: "rows.jsonl",
  valid: [encode('{"stage":"mix","value":0.5,"count":100}\n{"stage":"fsd"}\n')],
  read: (folder) => readRows(`${folder}/rows.jsonl`),
});
