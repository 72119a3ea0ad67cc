/**
 * What the stages of a study share: model, data, adapters, ledger.
 *
 * @module
 */
import type { Dataset } from "../text/dataset.ts";
import type { Target } from "../evaluate/mixture_passes.ts";
import { encodeExamples, type Model } from "../model/loaded.ts";
import type { Adapter } from "../adapter/adapter.ts";
import type { AdapterConfig } from "../adapter/config.ts";
import type { Origin } from "../adapter/origin.ts";
import type { TrainSettings } from "../train/settings.ts";
import type { GreedyRule } from "../mix/greedy.ts";
import type { Ledger } from "./ledger.ts";
import type { Initialisation, Precision } from "./row.ts";

/** What a study works on and with. */
export interface Plan {
  readonly model: Model;
  /** Data sets that adapters are trained on, in order. */
  readonly datasets: readonly Dataset[];
  /** Where their texts are, by their names, for the adapters' files. */
  readonly origins?: ReadonlyMap<string, Origin>;
  /** Names of those whose subsets are all evaluated. */
  readonly mixed: readonly string[];
  /** Shape of the adapters. */
  readonly config: AdapterConfig;
  readonly settings: TrainSettings;
  /** Passes over the data by data set, where they are not those of the settings. */
  readonly epochs?: Readonly<Record<string, number>>;
  /** Most tokens that go through the network at one time; 8192 if absent. */
  readonly tokenBudget?: number;
  /** Seed of the adapters' initial weights; of the first one if each has its own. */
  readonly adapterSeed: number;
  /** Whether all adapters start from the same weights, or each from its own. */
  readonly initialisation: Initialisation;
  /** Rules by which adapters are chosen to be mixed. */
  readonly greedy: readonly GreedyRule[];
  /** Most tokens of a sequence. */
  readonly maxLength: number;
  /** Numbers of frozen weights and activations in evaluation; f32 if absent. */
  readonly dtype?: "f32" | "f16";
  /** Folder of the study. */
  readonly out: string;
  readonly ledger: Ledger;
  /** Stops the study after the unit under way. */
  readonly signal: AbortSignal;
}

/** A study whose adapters are trained. */
export interface Bench extends Plan {
  readonly adapters: ReadonlyMap<string, Adapter>;
  /** How numbers are stored in evaluation; f32 if absent. */
  readonly precision?: Precision;
  /** Head and encoded test set of a data set. */
  target(name: string): Target;
}

/**
 * Puts trained adapters on the bench.
 *
 * @param plan The study.
 * @param adapters The adapters by data set, in the plan's order.
 */
export function setUp(
  plan: Plan,
  adapters: ReadonlyMap<string, Adapter>,
): Bench {
  const targets = new Map<string, Target>();
  const target = (name: string): Target => {
    let known = targets.get(name);
    if (!known) {
      const dataset = plan.datasets.find((one) => one.name === name)!;
      const encoded = encodeExamples(plan.model, dataset.test, plan.maxLength);
      known = { head: adapters.get(name)!.head!, encoded };
      targets.set(name, known);
    }
    return known;
  };
  return { ...plan, adapters, target };
}
