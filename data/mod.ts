/**
 * The data that comes with the toolkit, and how real data sets are found.
 *
 * @module
 */
export { datasets } from "./datasets.ts";
export { domains } from "./domains.ts";
export {
  defaultSizes,
  loadDataset,
  type LoadDatasetOptions,
  loadSplit,
} from "./load.ts";
export { makeDomain, unlabelledText } from "./make_domain.ts";
export { isFile, nameOf, numberedLabels } from "./names.ts";
