import { deepStrictEqual, strictEqual } from "node:assert/strict";
import {
  directoriesOf,
  divisionsOf,
  poolData,
  statedData,
} from "../../data/pool_data.ts";
import { withFolder } from "./folder.ts";
import { trained } from "./trained.ts";

const pool = new Map([
  ["x", trained("one", { place: "sst2", splits: "paper" })],
  ["y", trained("two", { place: "/gone/my.csv", splits: "clean" })],
  ["reviews", trained("three")],
]);

Deno.test("poolData() takes what is given, else what files tell, else the name", async () => {
  const found = async (ownDatasets?: string[]) => {
    const names = ownDatasets ? [...pool.keys()] : ["x", "reviews"];
    const data = await poolData(pool, names, { seed: 1, ownDatasets });
    return [...data].map(([name, { place, splits }]) => [name, place, splits]);
  };
  deepStrictEqual(await found(), [
    ["x", "sst2", "paper"],
    ["reviews", "reviews", "clean"],
  ]);
  deepStrictEqual(await found(["sst2", "here", "films"]), [
    ["x", "sst2", "paper"],
    ["y", "here", "clean"],
    ["reviews", "films", "clean"],
  ]);
});

Deno.test("poolData() knows files that another one of the adapters was trained on", () =>
  withFolder({ "my.csv": "", "your.csv": "" }, async (folder) => {
    const [my, your] = [`${folder}/my.csv`, `${folder}/your.csv`];
    const files = new Map([
      ["my", trained("my", { place: my, splits: "whole" })],
      ["your", trained("your", { place: your, splits: "whole" })],
      ["x", pool.get("x")!],
    ]);
    const ownDatasets = [your, "films", my];
    const data = await poolData(files, files.keys(), { seed: 1, ownDatasets });
    deepStrictEqual([...data.values()].map(({ whole }) => whole), [
      true,
      false,
      true,
    ]);
  }));

Deno.test("divisionsOf() names each division once", async () => {
  const own = { seed: 1, ownDatasets: ["sst2", "a", "b"] };
  const data = await poolData(pool, pool.keys(), own);
  strictEqual(divisionsOf(data.values()), "clean+paper");
});

Deno.test("directoriesOf() are those of real data sets, each once", async () => {
  const adapters = new Map([
    ["a", trained("a", { place: "sst2", dataDir: "/data" })],
    ["b", trained("b", { place: "rte", dataDir: "/data" })],
    ["c", trained("c", { place: "reviews" })],
  ]);
  const of = async (names: string[]) =>
    directoriesOf(
      (await poolData(adapters, names, {
        seed: 1,
        ownDatasets: ["sst2", "rte", "reviews"],
      })).values(),
    );
  strictEqual(await of(["a", "b", "c"]), "/data");
  strictEqual(await of(["c"]), undefined);
});

Deno.test("statedData() are divisions, and directories and places if there are any", async () => {
  const found = async (names: string[], ownDatasets?: string[]) =>
    statedData(
      (await poolData(pool, names, { seed: 1, ownDatasets })).values(),
      ownDatasets,
    );
  const own = ["reviews", "films", "topics"];
  deepStrictEqual(await found(["reviews"]), { splits: "clean" });
  deepStrictEqual(await found(["reviews"], own), {
    splits: "clean",
    ownDatasets: "reviews,films,topics",
  });
});
