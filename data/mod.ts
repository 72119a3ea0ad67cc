/**
 * The data that comes with the toolkit, and how real data sets are found.
 *
 * @module
 */
export { DATA_DIR, namesIn } from "./directory_of.ts";
export { aboutOf, chooseDomains, loadDomains } from "./load_domains.ts";
export { datasets } from "./datasets.ts";
export { datasetNames, eachDataset } from "./each_dataset.ts";
export { domains } from "./domains.ts";
export { loadDataset, type LoadDatasetOptions, loadSplit } from "./load.ts";
export { loadTrained } from "./load_trained.ts";
export { defaultSizes, makeDomain, unlabelledText } from "./make_domain.ts";
export { ownPlaces } from "./own_places.ts";
export { poolData, statedData } from "./pool_data.ts";
export { type PaperCount, paperCounts, paperSplits } from "./paper_splits.ts";
export {
  dataOptions,
  datasetArguments,
  manyDatasetOptions,
  ownDatasetsOption,
  trainedDataOptions,
} from "./options.ts";
export { originOf } from "./origin.ts";
export { isFile, nameOf, numberedLabels } from "./names.ts";
export { readDataset } from "./read_dataset.ts";
export type { Source, SplitsName } from "./source.ts";
export { askedData, type TrainedData, trainedData } from "./trained_data.ts";
