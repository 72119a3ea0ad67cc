/**
 * Advice on which adapters to mix, from their files alone.
 *
 * @module
 */
import { inputError } from "../../io/failure.ts";
import type { Weights } from "../../io/safetensors.ts";
import type { Gpu } from "../../gpu/gpu.ts";
import type { Adapter } from "../../adapter/adapter.ts";
import { comparisonsOf } from "../compare_signs.ts";
import type { Matrix, SignMatrices } from "../fsd.ts";
import { chooseMixable, meanTo } from "./choose_mixable.ts";
import { type Comparable, comparableGroups, shapesOf } from "./comparable.ts";
import { innerProducts } from "./inner_products.ts";
import { type GroupSigns, measureGroup } from "./measure_group.ts";
import { startOf } from "./start_of.ts";
import { untrainedPlaces, warningsOf } from "./warnings.ts";

/** Half of what chance gives: signs of independent weights differ in half of them. */
export const usualBound = 0.25;

/** Tensors that are named for an adapter that is left out. */
const WORST = 3;

/** Tensors below this share of the largest one are too small to be named. */
const LEAST_SHARE = 0.1;

/** How advice is given. */
export interface AdviseOptions {
  /** Most mean sign difference of a chosen adapter; 0.25 by default. */
  readonly bound?: number;
  /** What all adapters started from, if their files do not tell it. */
  readonly initial?: Weights | undefined;
}

/** An adapter that is not to be mixed with the chosen ones. */
export interface LeftOut {
  readonly name: string;
  /** Whether it is as before training. */
  readonly untrained: boolean;
  /** Mean sign difference from the chosen ones; from all trained ones if there are none. */
  readonly conflict: number;
  /** Tensors, of LoRAs modules, where it differs most from them. */
  readonly worst: readonly {
    readonly tensor: string;
    readonly value: number;
  }[];
}

/** Advice on the adapters of one group. */
export interface GroupAdvice extends Omit<GroupSigns, "perTensor"> {
  /** What the adapters are. */
  readonly about: string;
  readonly names: readonly string[];
  readonly lora: boolean;
  /** Names of adapters to mix, those that agree most first; none or at least two. */
  readonly mix: readonly string[];
  /** Whether those have the same shapes, without which they cannot be averaged. */
  readonly mixAlike: boolean;
  /** Mean sign difference among them, 0 to 1; of all if there are none. */
  readonly conflictOfMix: number;
  /** The two trained adapters that agree most, and how far they differ. */
  readonly nearest?: {
    readonly names: readonly string[];
    readonly value: number;
  };
  readonly leave: readonly LeftOut[];
  /** Mean sign difference over the pairs of trained ones in each transformer block. */
  readonly blocks: readonly { readonly part: string; readonly value: number }[];
  readonly warnings: readonly string[];
}

/**
 * Says which adapters to mix, which not and why.
 *
 * What is looked at is the fraction of opposite signs among weights that are zero in
 * neither adapter; of LoRAs, among what they add to the weights.
 *
 * @param gpu Device to count on.
 * @param adapters The adapters, of any models and kinds, under different names.
 * @param options Bound and initial weights.
 * @returns Advice on each group of adapters that can be compared.
 * @throws {Failure} If the initial weights fit no adapter.
 */
export async function advise(
  gpu: Gpu,
  adapters: readonly Adapter[],
  { bound = usualBound, initial }: AdviseOptions = {},
): Promise<GroupAdvice[]> {
  const advice: GroupAdvice[] = [];
  const groups = comparableGroups(adapters);
  const started = groups.filter(({ members }) =>
    initial && fits(initial, members)
  );
  if (initial && started.length === 0) {
    throw inputError(
      "Cannot compare with the initial weights: no adapters have their tensors, expected some of the same names and shapes",
    );
  }
  for (const group of groups) {
    const start = started.includes(group) ? initial : startOf(group.members);
    const signs = await measureGroup(gpu, group, start);
    advice.push(adviceOn(group, signs, bound));
  }
  return advice;
}

/** Whether weights have the names and shapes of all adapters. */
function fits(initial: Weights, members: readonly Adapter[]): boolean {
  return members.every(({ weights }) =>
    weights.size === initial.size &&
    [...weights].every(([name, { shape }]) =>
      `${initial.get(name)?.shape}` === `${shape}`
    )
  );
}

function adviceOn(
  { about, members, lora, alike }: Comparable,
  { perTensor, ...signs }: GroupSigns,
  bound: number,
): GroupAdvice {
  const { conflict } = signs;
  const known = {
    members,
    signs: { perTensor, ...signs },
    products: innerProducts(members),
  };
  const untrained = untrainedPlaces(known);
  const { chosen, left, nearest } = chooseMixable(conflict, bound, untrained);
  const nameAt = (place: number) => members[place]!.name;
  const ranksAt = (place: number) => shapesOf(members[place]!);
  const trained = [...members.keys()].filter((at) => !untrained.includes(at));
  const others = chosen.length > 0 ? chosen : trained;
  return {
    about,
    lora,
    names: members.map(({ name }) => name),
    ...signs,
    mix: chosen.map(nameAt),
    mixAlike: alike || new Set(chosen.map(ranksAt)).size === 1,
    conflictOfMix: meanOf(others.map((at) => meanTo(conflict, at, others))),
    ...(nearest && {
      nearest: {
        names: nearest.map(nameAt),
        value: conflict[nearest[0]]![nearest[1]]!,
      },
    }),
    leave: left.map((place) => ({
      name: nameAt(place),
      untrained: untrained.includes(place),
      conflict: meanTo(conflict, place, others),
      worst: worstTensors(perTensor, place, others),
    })),
    blocks: comparisonsOf(perTensor, { measure: "nonzero", by: "layer" })
      .map(({ part, values }) => ({
        part,
        value: meanOf(pairsOf(values, trained)),
      })),
    warnings: warningsOf(known),
  };
}

/** Where an adapter's signs differ most from others'. */
function worstTensors(
  perTensor: ReadonlyMap<string, SignMatrices>,
  place: number,
  others: readonly number[],
): LeftOut["worst"] {
  const largest = Math.max(...[...perTensor.values()].map(({ size }) => size));
  const large = [...perTensor]
    .filter(([, { size }]) => size >= LEAST_SHARE * largest);
  return comparisonsOf(new Map(large), { measure: "nonzero", by: "tensor" })
    .map(({ part, values }) => ({
      tensor: part,
      value: meanTo(values, place, others),
    }))
    .filter(({ value }) => value > 0)
    .sort((a, b) => b.value - a.value)
    .slice(0, WORST);
}

/**
 * Values of the pairs of different adapters.
 *
 * @param values A number for every two.
 * @param places Places of those that count.
 */
export function pairsOf(values: Matrix, places: readonly number[]): number[] {
  return places.flatMap((i, at) =>
    places.slice(0, at).map((j) => values[i]![j]!)
  );
}

function meanOf(values: readonly number[]): number {
  return values.length === 0
    ? 0
    : values.reduce((sum, value) => sum + value, 0) / values.length;
}
