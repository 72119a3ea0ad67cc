import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { type DatasetName, datasets } from "../../data/datasets.ts";
import { readDataset } from "../../data/read_dataset.ts";
import type { Source } from "../../data/source.ts";

const SAMPLES = fileURLToPath(new URL("../../../shared/data", import.meta.url));

/** What the samples of the real data sets hold, by the list beside them. */
const expected: Record<
  DatasetName,
  { train: number; validation?: number; test?: number; first: string }
> = {
  mnli: {
    train: 4_000,
    test: 1_000,
    first: "Our hearts are particularly heavy this year",
  },
  mrpc: { train: 3_668, test: 408, first: "Amrozi accused his brother , whom" },
  sst2: {
    train: 4_000,
    test: 872,
    first: "the plot is nothing but boilerplate",
  },
  rte: {
    train: 2_490,
    test: 277,
    first: "No Weapons of Mass Destruction Found",
  },
  qnli: {
    train: 4_000,
    test: 1_000,
    first: "What sector has expanded radiply",
  },
  qqp: { train: 4_000, test: 1_000, first: "How do I get inside University" },
  rct: {
    train: 3_738,
    validation: 801,
    test: 1_991,
    first: "Contemporary computer technology allows",
  },
  ag: {
    train: 4_000,
    test: 1_000,
    first: "The Race is On: Second Private Team Sets Launch Date for Human " +
      "Spaceflight (SPACE.com) SPACE.com - TORONTO",
  },
  authorship: { train: 233, first: "Queen Elizabeth the Queen Mother: The" },
  financial: { train: 4_846, first: "According to Gran , the company has no" },
  imdb: {
    train: 3_000,
    test: 800,
    first: "This film lacked something I couldn't",
  },
  tweets: { train: 4_000, test: 1_000, first: "product of the day: happy man" },
  wiki: {
    train: 4_000,
    test: 1_000,
    first: "Hey man, I'm really not trying to",
  },
};

for (const [name, rows] of Object.entries(expected)) {
  const known = name as DatasetName;
  const folder = `${SAMPLES}/${name}`;
  const there = await Deno.stat(folder).catch(() => null);
  Deno.test({
    name: `readDataset() reads the sample of ${name}${
      there ? "" : ` (skipped: no shared/data/${name})`
    }`,
    ignore: there === null,
    async fn() {
      const { layouts }: Source = datasets[known];
      const layout = layouts[known === "rct" ? 2 : known === "wiki" ? 2 : 0]!;
      const { train, ...others } = await layout.read(folder, "clean");
      const { first, ...counts } = rows;
      deepStrictEqual({
        train: train.length,
        ...Object.fromEntries(
          Object.entries(others).map(([part, split]) => [part, split.length]),
        ),
      }, counts);
      ok(train[0]!.text.startsWith(first), train[0]!.text.slice(0, 60));

      const dataset = await readDataset(known, folder);
      const splits = [dataset.train, dataset.validation, dataset.test];
      const all = splits.flat();
      strictEqual(
        new Set(all.map(({ label }) => label)).size,
        dataset.labels.length,
      );
      const key = ({ text, pair }: { text: string; pair?: string }) =>
        `${text}\n${pair}`;
      const [inTrain, inTest] = [dataset.train, dataset.test].map((split) =>
        new Set(split.map(key))
      );
      deepStrictEqual([...inTrain!].filter((one) => inTest!.has(one)), []);
      ok(all.every(({ text }) => text.length > 0));
    },
  });
}
