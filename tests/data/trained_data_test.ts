import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { relative } from "node:path";
import { digestTexts } from "../../data/digest_texts.ts";
import { askedData, trainedData } from "../../data/trained_data.ts";
import { assertInputError } from "../text/input_error.ts";
import { lines, withFolder } from "./folder.ts";
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

const film = lines("text,label", "a film,1", "a book,0");
const song = lines("text,label", "a song,1", "a play,0");

Deno.test("trainedData() knows a file that was trained on as a whole where it is now", () =>
  withFolder({ "now.csv": film, "other.csv": song }, async (folder) => {
    const [now, other] = [`${folder}/now.csv`, `${folder}/other.csv`];
    const origin = {
      place: "/gone/my.csv",
      splits: "whole",
      texts: await digestTexts(now),
    } as const;
    const adapter = trained("a", origin);
    const later = trained("b", { place: other, splits: "clean" }, origin);
    for (const one of [adapter, later]) {
      strictEqual((await trainedData(one, asked, now))!.whole, true);
    }
    deepStrictEqual(await trainedData(adapter, asked, other), {
      ...plain,
      place: other,
    });
    const test = { ...asked, split: "test" } as const;
    strictEqual((await trainedData(adapter, test))!.whole, true);
    await assertInputError(
      () => trainedData(adapter, asked),
      'Cannot find what adapter "a" was trained on: there is no "/gone/my.csv" any more, expected it there, or its new place by --dataset',
    );
  }));

Deno.test("trainedData() takes a file for another one than was divided, if that is told", () =>
  withFolder({ "now.csv": film, "other.csv": song }, async (folder) => {
    const [now, other] = [`${folder}/now.csv`, `${folder}/other.csv`];
    const texts = await digestTexts(now);
    const splits = "clean";
    const divided = async (place: string, texts: string, moved: string) =>
      (await trainedData(trained("a", { place, splits, texts }), asked, moved))!
        .divided;
    strictEqual(await divided("/gone/my.csv", texts, now), true);
    strictEqual(await divided("/gone/my.csv", texts, other), false);
    for (const place of ["/gone/my", "owner/my", "sst2"]) {
      const found = await trainedData(
        trained("a", { place, splits }),
        asked,
        now,
      );
      strictEqual(found!.divided, false, place);
    }
  }));

Deno.test("askedData() knows copies of files that were trained on", () =>
  withFolder({ "copy.csv": film, "other.csv": song }, async (folder) => {
    const [copy, other] = [`${folder}/copy.csv`, `${folder}/other.csv`];
    const texts = await digestTexts(copy);
    const place = "/gone/my.csv";
    const [cut, all] = [
      trained("a", { place, splits: "clean", texts }),
      trained("b", { place, splits: "whole", texts }),
    ];
    for (const [path, known] of [[copy, true], [other, false]] as const) {
      strictEqual((await askedData(path, [cut], { seed })).divided, known);
      strictEqual((await askedData(path, [cut, all], { seed })).whole, known);
    }
  }));

Deno.test("askedData() divides as for those adapters that were trained on it", async () => {
  const other = trained("o", { place: "rte", splits: "paper" });
  deepStrictEqual(await askedData("sst2", [other, paper], { seed }), {
    ...plain,
    place: "sst2",
    splits: "paper",
  });
  deepStrictEqual(await askedData("sst2", [other], { seed }), {
    ...plain,
    place: "sst2",
  });
  const before = trained("b", { place: "rte" }, {
    place: "sst2",
    splits: "paper",
  });
  strictEqual((await askedData("sst2", [before], { seed })).splits, "paper");
  await assertInputError(
    () => askedData("sst2", [clean, paper], { seed }),
    'Cannot divide "sst2" by --splits clean: adapter "p" was trained on the division of --splits paper, and may know the other one\'s test texts, expected adapters of one division',
  );
});

Deno.test("askedData() looks for other data sets beside those that were trained on", async () => {
  const adapter = trained("a", { place: "sst2", dataDir: "/data" });
  const dirOf = async (dataDir?: string) =>
    (await askedData("rte", [adapter], { seed: 1, dataDir })).dataDir;
  strictEqual(await dirOf(), "/data");
  strictEqual(await dirOf("here"), "here");
});

Deno.test("askedData() knows a file again that was divided, however it is written", async () => {
  const adapter = trained("a", { place: "/data/my.csv", splits: "clean" });
  const written = relative(Deno.cwd(), "/data/my.csv");
  strictEqual((await askedData(written, [adapter], { seed })).divided, true);
  const other = await askedData("/data/you.csv", [adapter], { seed });
  strictEqual(other.divided, false);
});
