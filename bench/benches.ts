/**
 * Every benchmark by its name.
 *
 * @module
 */
import { attention } from "./attention.ts";
import { fsd } from "./fsd.ts";
import { matmul } from "./matmul.ts";
import { mixtureAccuracy } from "./mixture_accuracy.ts";
import { mixtures } from "./mixtures.ts";
import { peakMemory } from "./peak_memory.ts";
import { robertaLarge } from "./roberta_large.ts";
import { roofs } from "./roofs.ts";
import { stepOverhead } from "./step_overhead.ts";
import { trainingStep } from "./training_step.ts";
import type { Bench } from "./workbench.ts";

/** The benchmarks, in the order in which all of them are run. */
export const benches: Readonly<Record<string, Bench>> = {
  roofs,
  matmul,
  attention,
  training_step: trainingStep,
  step_overhead: stepOverhead,
  roberta_large: robertaLarge,
  peak_memory: peakMemory,
  fsd,
  mixtures,
  mixture_accuracy: mixtureAccuracy,
};
