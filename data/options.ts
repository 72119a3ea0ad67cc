import { choice, text, texts } from "../lib/io/option.ts";

/** Command-line options that say where real data sets are and how they divide. */
export const dataOptions = {
  dataDir: text(
    undefined,
    "directory of the real data sets; data/raw if absent",
  ),
  splits: choice(
    ["clean", "paper"],
    "clean",
    "division of a real data set: without common texts, or as in paper 1",
  ),
};

const { splits } = dataOptions;

/** The same of commands about adapters that are there already. */
export const trainedDataOptions = {
  dataDir: text(
    undefined,
    "directory of the real data sets; where the adapters' was if absent",
  ),
  splits: choice(
    ["clean", "paper"],
    undefined,
    `${splits.about}; the one trained on if absent`,
  ),
};

/** Option for data that is no longer where its adapters were trained. */
export const ownDatasetsOption = texts(
  undefined,
  "each adapter's data, in their order; where it was trained if absent",
);

/** What the arguments of a command about many data sets are. */
export const datasetArguments = {
  name: "data set",
  about: "names, files or directories; all if none is given",
};

/** Options of a command about many data sets. */
export const manyDatasetOptions = {
  dataset: texts(undefined, "data sets too, with commas, or all"),
  ...dataOptions,
};
