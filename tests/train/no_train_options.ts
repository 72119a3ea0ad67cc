/** Options of training as they are when none is given. */
export const noTrainOptions = {
  model: "models/bert",
  preset: undefined,
  learningRate: undefined,
  numTrainEpochs: undefined,
  maxSteps: 0,
  perDeviceTrainBatchSize: undefined,
  gradientAccumulationSteps: 1,
  warmupRatio: undefined,
  weightDecay: undefined,
  maxGradNorm: 1,
  dropout: undefined,
  shuffle: true,
  seed: 42,
  tokenBudget: 8192,
};
