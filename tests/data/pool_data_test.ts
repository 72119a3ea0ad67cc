import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { divisionsOf, poolData } from "../../data/pool_data.ts";
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

Deno.test("divisionsOf() names each division once", async () => {
  const own = { seed: 1, ownDatasets: ["sst2", "a", "b"] };
  const data = await poolData(pool, pool.keys(), own);
  strictEqual(divisionsOf(data.values()), "clean+paper");
});
