import { deepStrictEqual } from "node:assert/strict";
import { epochsByDataset } from "../../lib/train/epochs_by_dataset.ts";
import { EMBEDDED_MODEL } from "../../lib/io/embedded_model.ts";
import { noTrainOptions } from "./no_train_options.ts";

const names = ["mnli", "sst2", "rte", "my_data"];

Deno.test("epochsByDataset() has those of table 17 that are not the usual five", () => {
  const options = { ...noTrainOptions, preset: "bert-base" } as const;
  deepStrictEqual(epochsByDataset(options, names), { mnli: 20, sst2: 10 });
});

Deno.test("epochsByDataset() has none without such a preset", () => {
  const embedded = { ...noTrainOptions, model: EMBEDDED_MODEL };
  deepStrictEqual(epochsByDataset(noTrainOptions, names), {});
  deepStrictEqual(epochsByDataset(embedded, names), {});
});

Deno.test("epochsByDataset() has none where the user gives a number", () => {
  const options = {
    ...noTrainOptions,
    preset: "bert-base",
    numTrainEpochs: 3,
  } as const;
  deepStrictEqual(epochsByDataset(options, names), {});
});
