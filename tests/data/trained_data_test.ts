import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { relative } from "node:path";
import { askedData, trainedData } from "../../data/trained_data.ts";
import { inputError } from "../../lib/io/failure.ts";
import { assertInputError } from "../text/input_error.ts";
import { withFolder } from "./folder.ts";
import { trained } from "./trained.ts";

const seed = 42;
const asked = { seed, flag: "--dataset" };
const plain = {
  seed,
  dataDir: undefined,
  splits: "clean",
  divided: false,
  whole: false,
  validation: undefined,
};
const paper = trained("p", { place: "sst2", splits: "paper" });
const clean = trained("c", { place: "sst2", splits: "clean" });

Deno.test("trainedData() draws a made-up domain as it was drawn for training", async () => {
  const adapter = trained("a", { place: "sentiment", seed: 7 });
  deepStrictEqual(await trainedData(adapter, { ...asked, splits: "paper" }), {
    ...plain,
    place: "sentiment",
    seed: 7,
    splits: "paper",
  });
});

Deno.test("trainedData() divides real data as it was divided for training", async () => {
  deepStrictEqual(await trainedData(paper, asked), {
    ...plain,
    place: "sst2",
    splits: "paper",
  });
  await trainedData(paper, { ...asked, splits: "paper" });
  await assertInputError(
    () => trainedData(paper, { ...asked, splits: "clean" }),
    'Cannot divide "sst2" by --splits clean: adapter "p" was trained on the division of --splits paper, and may know the other one\'s test texts, expected that one',
  );
});

Deno.test("trainedData() goes by the last data, and by the name in older files", async () => {
  const twice = trained("a", { place: "rte" }, { place: "sst2" });
  strictEqual((await trainedData(twice, asked))!.place, "rte");
  const older = (dataset: string) => ({ name: "a", metadata: { dataset } });
  deepStrictEqual(await trainedData(older("sst2"), asked), {
    ...plain,
    place: "sst2",
  });
  deepStrictEqual(await trainedData(older("my.csv"), asked), {
    ...plain,
    place: "my.csv",
    whole: true,
  });
  deepStrictEqual(await trainedData(older("my"), asked, "here/my.csv"), {
    ...plain,
    place: "here/my.csv",
    divided: true,
  });
  await assertInputError(
    () => trainedData(older("my"), asked),
    'Cannot find what adapter "a" was trained on: its file says "my" and not where that is, expected its place by --dataset',
  );
  strictEqual(await trainedData({ name: "a", metadata: {} }, asked), undefined);
});

Deno.test("trainedData() finds files where they were, or where they are now", () =>
  withFolder({ "my.csv": "", "other.csv": "" }, async (folder) => {
    const place = `${folder}/my.csv`;
    const [cut, all] = [
      trained("a", { place, splits: "clean" }),
      trained("a", { place, splits: "whole", validation: "/dev.csv" }),
    ];
    const found = await trainedData(cut, asked);
    deepStrictEqual(found, { ...plain, place, divided: true });
    deepStrictEqual(await trainedData(all, asked), {
      ...plain,
      place,
      whole: true,
      validation: "/dev.csv",
    });
    const moved = `${folder}/other.csv`;
    deepStrictEqual(await trainedData(cut, asked, moved), {
      ...plain,
      place: moved,
      divided: true,
    });
    deepStrictEqual(await trainedData(all, asked, moved), {
      ...plain,
      place: moved,
    });
    await Deno.remove(place);
    await trainedData(cut, asked, moved);
    await assertInputError(
      () => trainedData(cut, asked),
      `Cannot find what adapter "a" was trained on: there is no "${place}" any more, expected it there, or its new place by --dataset`,
    );
  }));

Deno.test("trainedData() looks for real data in the directory of training, or of --data-dir", async () => {
  const adapter = trained("a", {
    place: "sst2",
    splits: "clean",
    dataDir: "/gone",
  });
  await assertInputError(
    () => trainedData(adapter, asked),
    'Cannot find what adapter "a" was trained on: there is no "/gone/sst2" any more, expected it there, or its new place by --data-dir',
  );
  const here = await trainedData(adapter, { ...asked, dataDir: "here" });
  strictEqual(here!.dataDir, "here");
});

Deno.test("askedData() divides as for those adapters that were trained on it", () => {
  const other = trained("o", { place: "rte", splits: "paper" });
  deepStrictEqual(askedData("sst2", [other, paper], { seed }), {
    ...plain,
    place: "sst2",
    splits: "paper",
  });
  deepStrictEqual(askedData("sst2", [other], { seed }), {
    ...plain,
    place: "sst2",
  });
  const before = trained("b", { place: "rte" }, {
    place: "sst2",
    splits: "paper",
  });
  strictEqual(askedData("sst2", [before], { seed }).splits, "paper");
  throws(
    () => askedData("sst2", [clean, paper], { seed }),
    inputError(
      'Cannot divide "sst2" by --splits clean: adapter "p" was trained on the division of --splits paper, and may know the other one\'s test texts, expected adapters of one division',
    ),
  );
});

Deno.test("askedData() knows a file again that was divided, however it is written", () => {
  const adapter = trained("a", { place: "/data/my.csv", splits: "clean" });
  const written = relative(Deno.cwd(), "/data/my.csv");
  strictEqual(askedData(written, [adapter], { seed }).divided, true);
  strictEqual(askedData("/data/you.csv", [adapter], { seed }).divided, false);
});
