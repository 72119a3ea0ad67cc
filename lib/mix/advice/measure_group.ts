/**
 * Every sign difference that the files of some adapters tell.
 *
 * @module
 */
import type { Weights } from "../../io/safetensors.ts";
import type { Gpu } from "../../gpu/gpu.ts";
import { compareSigns, comparisonsOf } from "../compare_signs.ts";
import { fsdMatrix, type Matrix, type SignMatrices } from "../fsd.ts";
import { learnedWeights } from "../learned_weights.ts";
import type { Comparable } from "./comparable.ts";
import { deltaSigns } from "./delta_signs.ts";

/** One way to compare the adapters of a group. */
export interface Measured {
  readonly name: MeasureName;
  /** Fraction of sign difference of every two adapters, 0 to 1. */
  readonly values: Matrix;
}

/** Names of the measures. */
export type MeasureName =
  | "of all weights"
  | "of weights zero in neither"
  | "by magnitude"
  | "of products B A"
  | "of what was learned";

/** Sign differences of the adapters of a group. */
export interface GroupSigns {
  /** By every measure that can be taken. */
  readonly measures: readonly Measured[];
  /** The measure that advice rests on: of products for LoRAs, else of non-zero weights. */
  readonly conflict: Matrix;
  /** Counts of that measure, by tensor; of LoRAs, by module. */
  readonly perTensor: ReadonlyMap<string, SignMatrices>;
  /** Non-zero sign differences of the first maps, as they were drawn; none if not alike. */
  readonly firstMaps?: Matrix;
}

/** First maps of a bottleneck and of a LoRA. */
const FIRST = /\.(?:adapter_down\.0\.weight|lora_A)$/;

/**
 * Compares the adapters of a group by every measure.
 *
 * @param gpu Device to count on.
 * @param group The adapters.
 * @param initial What they started from, of their names and shapes, if known.
 */
export async function measureGroup(
  gpu: Gpu,
  { members, lora, alike }: Comparable,
  initial?: Weights,
): Promise<GroupSigns> {
  const weights = members.map((adapter) => adapter.weights);
  const own = alike ? await ofWeights(gpu, weights) : undefined;
  const measures: Measured[] = [...own?.measures ?? []];
  if (own && initial) {
    const learned = weights.map((end) => learnedWeights(end, initial));
    measures.push({
      name: "of what was learned",
      values: (await fsdMatrix(gpu, learned)).nonzero,
    });
  }
  const perTensor = lora ? await deltaSigns(gpu, weights) : own!.perTensor;
  const [whole] = comparisonsOf(perTensor, { measure: "nonzero" });
  const conflict = whole!.values;
  if (lora) measures.push({ name: "of products B A", values: conflict });
  return {
    measures,
    conflict,
    perTensor,
    ...(own && { firstMaps: own.firstMaps }),
  };
}

/** Measures that need the same tensors in all adapters. */
async function ofWeights(gpu: Gpu, weights: readonly Weights[]) {
  const { fsd, nonzero, perTensor } = await fsdMatrix(gpu, weights);
  const [magnitude] = await compareSigns(gpu, weights, {
    measure: "magnitude",
  });
  const first = new Map([...perTensor].filter(([name]) => FIRST.test(name)));
  return {
    measures: [
      { name: "of all weights", values: fsd },
      { name: "of weights zero in neither", values: nonzero },
      { name: "by magnitude", values: magnitude!.values },
    ] as const,
    perTensor,
    firstMaps: comparisonsOf(first, { measure: "nonzero" })[0]?.values ??
      nonzero,
  };
}
