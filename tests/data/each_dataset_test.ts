import { deepStrictEqual, rejects } from "node:assert/strict";
import { datasets } from "../../data/datasets.ts";
import { domains } from "../../data/domains.ts";
import { datasetNames, eachDataset } from "../../data/each_dataset.ts";
import { inputError } from "../../lib/io/failure.ts";
import { inTemporaryFolder } from "../io/temporary_folder.ts";

const sizes = { train: 5, validation: 5, test: 5 };

Deno.test("datasetNames() of none or all are the made-up domains", async () => {
  const expected = { names: Object.keys(domains), absent: [] };
  deepStrictEqual(await datasetNames([]), expected);
  deepStrictEqual(await datasetNames(["all"]), expected);
});

Deno.test("datasetNames() are what is asked for, there or not", async () => {
  deepStrictEqual(await datasetNames(["rct", "a.csv"], "nowhere"), {
    names: ["rct", "a.csv"],
    absent: [],
  });
});

Deno.test("datasetNames() of a data directory are those that it has, the others absent", async () => {
  await inTemporaryFolder(async (folder) => {
    await Deno.mkdir(`${folder}/wiki`);
    await Deno.mkdir(`${folder}/mnli`);
    const { names, absent } = await datasetNames(["all"], folder);
    deepStrictEqual(names, ["mnli", "wiki"]);
    deepStrictEqual(absent.length, Object.keys(datasets).length - 2);
    deepStrictEqual(absent.slice(0, 2), ["mrpc", "sst2"]);
  });
});

Deno.test("eachDataset() loads in order, and not one name twice", async () => {
  const names: string[] = [];
  const load = async (...asked: string[]) => {
    const options = { seed: 1, sizes };
    for await (const { name } of eachDataset(asked, options)) names.push(name);
  };
  await load("topics", "hate");
  deepStrictEqual(names, ["topics", "hate"]);
  await rejects(
    load("hate", "hate"),
    inputError(
      'Cannot look at hate, hate: two have the name "hate", expected different names',
    ),
  );
});
