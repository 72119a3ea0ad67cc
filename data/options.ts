import { choice, text } from "../lib/io/option.ts";

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
