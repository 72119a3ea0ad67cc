import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { readDataset } from "../../data/read_dataset.ts";
import { assertInputError } from "../text/input_error.ts";

/** Twenty sentences, the even ones negative. */
const train = Array.from({ length: 20 }, (_, i) => `sentence ${i} \t${i % 2}`);

/** Runs a test with a small SST-2 in GLUE's layout. */
async function withSst2(use: (dataDir: string) => Promise<void>) {
  const dataDir = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${dataDir}/sst2`);
    const write = (file: string, lines: string[]) =>
      Deno.writeTextFile(
        `${dataDir}/sst2/${file}`,
        ["sentence\tlabel", ...lines, ""].join("\n"),
      );
    await write("train.tsv", train);
    await write("dev.tsv", ['"unflinchingly bleak \t0', "charming \t1"]);
    await use(dataDir);
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
}

Deno.test("readDataset() of sst2 tests on GLUE's dev and holds a tenth out", () =>
  withSst2(async (dataDir) => {
    const { name, labels, train, validation, test } = await readDataset(
      "sst2",
      dataDir,
    );
    strictEqual(name, "sst2");
    deepStrictEqual(labels, ["negative", "positive"]);
    deepStrictEqual(test, [
      { text: '"unflinchingly bleak ', label: 0 },
      { text: "charming ", label: 1 },
    ]);
    deepStrictEqual(validation.map(({ label }) => label).toSorted(), [0, 1]);
    strictEqual(train.length, 18);
    strictEqual(
      new Set([...train, ...validation].map(({ text }) => text)).size,
      20,
    );
  }));

Deno.test("readDataset() throws if a file is missing", () =>
  withSst2(async (dataDir) => {
    await Deno.remove(`${dataDir}/sst2/dev.tsv`);
    await assertInputError(
      () => readDataset("sst2", dataDir),
      `Cannot read data set "sst2": there is no ${dataDir}/sst2/dev.tsv, expected the files that data/README.md names`,
    );
  }));

Deno.test("readDataset() throws if no data set has the name", () =>
  assertInputError(
    () => readDataset("toString", "data/raw"),
    'Cannot read data set "toString": there is none of that name, expected one of sst2',
  ));

const shared = new URL("../../../shared/data", import.meta.url).pathname;
const there = await Deno.stat(`${shared}/sst2/dev.tsv`).catch(() => null);

Deno.test({
  name: `readDataset() reads the real sst2${
    there ? "" : " (skipped: no shared/data/sst2)"
  }`,
  ignore: there === null,
  async fn() {
    const { train, validation, test } = await readDataset("sst2", shared);
    strictEqual(test.length, 872);
    strictEqual(train.length + validation.length, 4000);
  },
});
