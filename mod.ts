/**
 * Mixology: which adapters over one language model mix, and why.
 *
 * Read a model and adapters, look at their signs, mix them, judge the mixture:
 *
 * ```ts ignore
 * import { average, fsdMatrix, Gpu, readAdapter } from "mixology";
 *
 * const gpu = await Gpu.open();
 * const adapters = await Promise.all(["a", "b", "c"].map(readAdapter));
 * const weights = adapters.map(({ weights }) => weights);
 * console.log((await fsdMatrix(gpu, weights)).fsd); // who disagrees with whom
 * const mixed = await average(gpu, weights); // the mean of every tensor
 * ```
 *
 * Functions work on the GPU where it pays and return fractions from 0 to 1.
 * Everything that a user's file can get wrong throws a {@linkcode Failure}.
 *
 * @module
 */

// Numbers
export { bootstrap, type Interval, wilson } from "./lib/math/interval.ts";
export { type Random, random } from "./lib/math/random.ts";
export { pearson, quantile, spearman } from "./lib/math/stats.ts";
export { cosines } from "./lib/math/vectors.ts";
export { allSubsets, namesOf } from "./lib/math/subsets.ts";

// Files and command lines
export { expectFree, makeOutput, writeFileAtomic } from "./lib/io/atomic.ts";
export { commit } from "./lib/io/commit.ts";
export { digestWeights } from "./lib/io/digest.ts";
export { exitCodes, Failure, inputError } from "./lib/io/failure.ts";
export { fetchDataset } from "./lib/io/hub/fetch_dataset.ts";
export { findAdapter, findModel } from "./lib/io/hub/find_model.ts";
export { interruption } from "./lib/io/interruption.ts";
export { formatJson } from "./lib/io/json.ts";
export { main } from "./lib/io/main.ts";
export {
  choice,
  integer,
  number,
  required,
  text,
  texts,
  toggle,
} from "./lib/io/option.ts";
export { readOptions } from "./lib/io/options.ts";
export { progress } from "./lib/io/progress.ts";
export { readWeights } from "./lib/io/read_weights.ts";
export { weightsFolder } from "./lib/io/replaceable.ts";
export { appendRows, readRows, writeRows } from "./lib/io/rows.ts";
export {
  type HostTensor,
  readSafetensors,
  type Weights,
  writeSafetensors,
} from "./lib/io/safetensors.ts";
export { log } from "./lib/io/screen.ts";
export { statePathOf } from "./lib/io/state_path.ts";
export { readTorch } from "./lib/io/torch/read_torch.ts";

// Texts
export { describe, type Description } from "./lib/text/describe.ts";
export {
  type DatasetRows,
  describeDataset,
  inTokens,
  inWords,
  type NumberRow,
} from "./lib/text/describe_dataset.ts";
export { drawDocuments } from "./lib/text/documents.ts";
export { sentences } from "./lib/text/sentences.ts";
export { findTopics, type FoundTopics } from "./lib/text/topics/find_topics.ts";
export type {
  Dataset,
  Example,
  Input,
  Split,
  SplitName,
} from "./lib/text/dataset.ts";
export { drawByClass } from "./lib/text/draw_by_class.ts";
export { readExamples } from "./lib/text/read_examples.ts";
export { loadTokenizer, type Tokenizer } from "./lib/text/tokenizer.ts";
export { trainTokenizer } from "./lib/text/train_tokenizer.ts";
export { commonShares, topicRows } from "./lib/text/topics/topic_rows.ts";

// GPU
export { Gpu } from "./lib/gpu/gpu.ts";
export { gpuOptions } from "./lib/gpu/gpu_options.ts";
export type { Tensor } from "./lib/gpu/tensor.ts";
export { selfCheck } from "./lib/ops/self_check.ts";

// Models
export { readConfig } from "./lib/model/checkpoint.ts";
export type { Classifier } from "./lib/model/classifier.ts";
export {
  type EncoderConfig,
  firstPosition,
  parseConfig,
} from "./lib/model/config.ts";
export {
  adapterHubHead,
  bertHead,
  type HeadConfig,
  robertaHead,
} from "./lib/model/head.ts";
export { encodeExamples, loadModel, type Model } from "./lib/model/loaded.ts";
export { modelDigest } from "./lib/model/model_digest.ts";
export { saveModel } from "./lib/model/save.ts";
export {
  loadSentenceEncoder,
  type SentenceEncoder,
} from "./lib/model/sentence_encoder.ts";

// Adapters
export type { Adapter, AdapterHead } from "./lib/adapter/adapter.ts";
export { expectAlike, type SharedStart } from "./lib/adapter/alike.ts";
export { sharedBase } from "./lib/adapter/base_model.ts";
export {
  adapterClassifier,
  modelHead,
  staticHead,
} from "./lib/adapter/classify.ts";
export type { AdapterConfig } from "./lib/adapter/config.ts";
export {
  adapterDirectories,
  adapterGroups,
  adaptersAbout,
  distinctNames,
} from "./lib/adapter/directories.ts";
export { inLayout, layouts, withAlpha } from "./lib/adapter/convert.ts";
export { readAdapter, writeAdapter } from "./lib/adapter/file.ts";
export { expectFitting } from "./lib/adapter/fitting.ts";
export { untrainedAdapter } from "./lib/adapter/initial.ts";
export { initialReference } from "./lib/adapter/initial_reference.ts";
export { kindNames, kindOf, kinds } from "./lib/adapter/kinds.ts";
export {
  type Origin,
  originMetadata,
  originsOf,
} from "./lib/adapter/origin.ts";
export { atOneScaling } from "./lib/adapter/scaling.ts";

// Mixing
export { average } from "./lib/mix/average.ts";
export { changedSigns } from "./lib/mix/changed_signs.ts";
export {
  compareSigns,
  type SignMeasure,
  signMeasures,
} from "./lib/mix/compare_signs.ts";
export {
  advise,
  type GroupAdvice,
  usualBound,
} from "./lib/mix/advice/advise.ts";
export { startOf } from "./lib/mix/advice/start_of.ts";
export { deltaWeights } from "./lib/mix/delta_weights.ts";
export { fsd, fsdMatrix } from "./lib/mix/fsd.ts";
export { greedy, type GreedyRule, greedyRules } from "./lib/mix/greedy.ts";
export { learnedWeights } from "./lib/mix/learned_weights.ts";
export { mixtureFlips } from "./lib/mix/mixture_flips.ts";
export { type Parting, partings } from "./lib/mix/part_of.ts";
export type {
  Members,
  Method,
  MethodOptions,
  Mixture,
} from "./lib/mix/method.ts";
export {
  type MethodName,
  methodNames,
  methods,
  mix,
} from "./lib/mix/methods.ts";
export { mixOptions, toldOf } from "./lib/mix/options.ts";
export { prune, type PruneScope, pruneScopes } from "./lib/mix/prune.ts";

// Training
export { criteria, criterionNames } from "./lib/train/criteria.ts";
export {
  type LossGradient,
  lossGradient,
} from "./lib/train/criteria/loss_gradient.ts";
export { epochsByDataset } from "./lib/train/epochs_by_dataset.ts";
export { isFinished } from "./lib/train/finished.ts";
export { modelOption } from "./lib/train/model_option.ts";
export { forgetRun, prepareOutput, writeTrained } from "./lib/train/output.ts";
export {
  adapterConfigFrom,
  adapterOptions,
  dropoutFrom,
  kindOption,
  settingsFrom,
  trainOptions,
  withDropout,
} from "./lib/train/options.ts";
export { pretrain } from "./lib/train/pretrain.ts";
export { pruneBy } from "./lib/train/prune_by.ts";
export {
  pruneOptions,
  pruningFrom,
  startPruneOptions,
  startPruningFrom,
} from "./lib/train/prune_options.ts";
export { pruneStart } from "./lib/train/prune_start.ts";
export { startKind } from "./lib/train/start_kind.ts";
export { type Reach, runTraining } from "./lib/train/run.ts";
export { defaults, presets, type TrainSettings } from "./lib/train/settings.ts";

// Evaluation
export { centroid, lengthLimit } from "./lib/evaluate/centroids.ts";
export { ensemble } from "./lib/evaluate/ensemble.ts";
export { evaluate, type Outcome } from "./lib/evaluate/evaluate.ts";
export { gatherEvidence } from "./lib/evaluate/evidence.ts";
export { dtypeOption, halved } from "./lib/evaluate/half.ts";
export type { Target } from "./lib/evaluate/mixture_passes.ts";
export {
  countCorrect,
  macroF1,
  majorityShare,
} from "./lib/evaluate/metrics.ts";

// Studies and their figures
export { type Judge, measure, type Request } from "./lib/study/cells.ts";
export { chooseCells } from "./lib/study/choose_cells.ts";
export { fsdRows, partRows } from "./lib/study/fsd_stage.ts";
export { halfJudge } from "./lib/study/half_judge.ts";
export { plainMethods } from "./lib/study/judge_mixtures.ts";
export { Ledger } from "./lib/study/ledger.ts";
export { majorityRow } from "./lib/study/majority_row.ts";
export { mixtureCost } from "./lib/study/mixture_cost.ts";
export { lockRows, shardFrom } from "./lib/study/shard.ts";
export { slurmJob } from "./lib/study/slurm_job.ts";
export { type Pool, poolDigests, readPool } from "./lib/study/pool.ts";
export { expectStudyAt, removeStudy } from "./lib/study/start_again.ts";
export { runStudy } from "./lib/study/study.ts";
export { compare } from "./lib/study/compare/compare.ts";
export {
  contenderNames,
  contenderNamesFor,
  contendersOf,
} from "./lib/study/compare/contenders.ts";
export type { Contest } from "./lib/study/compare/contest.ts";
export {
  writeComparison,
  type WrittenComparison,
} from "./lib/figure/comparison/write_comparison.ts";
export { adviceFigure } from "./lib/figure/advice/advice_figure.ts";
export { adviceMarkdown } from "./lib/figure/advice/advice_markdown.ts";
export { fsdHeatmap } from "./lib/figure/fsd_heatmap.ts";
export { fsdPanels } from "./lib/figure/fsd_panels.ts";
export { labelBalance } from "./lib/figure/label_balance.ts";
export { lengthHistogram } from "./lib/figure/length_histogram.ts";
export { saveFigure } from "./lib/figure/save.ts";
export { similarityHeatmap } from "./lib/figure/similarity_heatmap.ts";
export { topicDistribution } from "./lib/figure/topic_distribution.ts";
export { topicTable } from "./lib/figure/topic_table.ts";
export { writeReport } from "./lib/figure/write_report.ts";
