import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { basename, relative } from "node:path";
import { digestTexts } from "../../data/digest_texts.ts";
import { sameData } from "../../data/same_data.ts";
import type { Origin } from "../../lib/adapter/origin.ts";
import { lines, withFolder } from "./folder.ts";

const my = lines("text,label", "a film,1", "a book,0");
const your = lines("text,label", "a song,1", "a play,0");

Deno.test("sameData() knows data sets by any of their names", async () => {
  strictEqual(await sameData("sst2")({ place: "sst2" }), true);
  strictEqual(await sameData("rct")({ place: "rct_nicta" }), true);
  strictEqual(await sameData("owner/name")({ place: "owner/name" }), true);
  strictEqual(await sameData("owner/name")({ place: "owner/other" }), false);
  strictEqual(await sameData("sst2")({ place: "rte" }), false);
});

Deno.test("sameData() knows a file by any path, there or not", () =>
  withFolder({ "my.csv": my, "your.csv": your }, async (folder) => {
    const origin = { place: `${folder}/my.csv` };
    const found = async (place: string) => await sameData(place)(origin);
    const paths = [
      `${folder}/my.csv`,
      `${folder}/../${basename(folder)}/my.csv`,
      relative(Deno.cwd(), `${folder}/my.csv`),
    ];
    deepStrictEqual(await Array.fromAsync(paths, found), [true, true, true]);
    strictEqual(await found(`${folder}/your.csv`), false);
    strictEqual(await found(`${folder}/my.csv/my.csv`), false);
    await Deno.remove(`${folder}/my.csv`);
    deepStrictEqual(await Array.fromAsync(paths, found), [true, true, true]);
  }));

Deno.test("sameData() follows links, of earlier versions' files too", {
  ignore: Deno.build.os === "windows",
}, () =>
  withFolder({ "my.csv": my }, async (folder) => {
    await Deno.symlink(folder, `${folder}/link`);
    const [place, linked] = [`${folder}/my.csv`, `${folder}/link/my.csv`];
    strictEqual(await sameData(linked)({ place }), true);
    strictEqual(await sameData(place)({ place: linked }), true);
  }));

Deno.test("sameData() knows a copy by its texts, if these are told", () =>
  withFolder({ "my.csv": my, "your.csv": your }, async (folder) => {
    const texts = await digestTexts(`${folder}/my.csv`);
    const gone: Origin = { place: "/gone/my.csv", texts };
    strictEqual(await sameData(`${folder}/my.csv`)(gone), true);
    strictEqual(await sameData(`${folder}/your.csv`)(gone), false);
    strictEqual(await sameData(folder)(gone), false);
    strictEqual(
      await sameData(`${folder}/my.csv`)({ place: gone.place }),
      false,
    );
  }));
