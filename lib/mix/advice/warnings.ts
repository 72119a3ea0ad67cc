/**
 * What speaks against mixing some adapters, besides their signs.
 *
 * @module
 */
import { digestWeights } from "../../io/digest.ts";
import { isLora } from "../../adapter/config.ts";
import type { Matrix } from "../fsd.ts";
import type { Adapter } from "../../adapter/adapter.ts";
import type { GroupSigns } from "./measure_group.ts";

/** Sign difference of first maps from which on their draws were hardly the same. */
const AS_IF_DRAWN_APART = 0.45;

/** Distance, as a share of the longer one, below which two are nearly the same. */
const NEARLY_THE_SAME = 0.05;

/** Quotient of lengths from which on one adapter rules the average. */
const MUCH_LONGER = 3;

/** Share of zeros from which on an adapter counts as pruned. */
const PRUNED = 0.2;

/** What is known of the adapters of a group. */
export interface Known {
  readonly members: readonly Adapter[];
  readonly signs: GroupSigns;
  /** Inner products, from `innerProducts()`. */
  readonly products: Matrix;
}

/**
 * Places of adapters that do nothing, or are as they were before training.
 *
 * @param known The adapters.
 */
export function untrainedPlaces({ members, products }: Known): number[] {
  return [...members.keys()].filter((at) => {
    const { config, metadata, weights } = members[at]!;
    const silent = isLora(config!) && products[at]![at] === 0;
    return silent || metadata.initial_weights === digestWeights(weights);
  });
}

/**
 * What to look out for before some adapters are mixed, in sentences.
 *
 * @param known The adapters.
 * @returns Sentences; none if there is nothing.
 */
export function warningsOf(known: Known): string[] {
  const { members } = known;
  const untrained = untrainedPlaces(known).map((at) => members[at]!.name);
  return [
    ...untrained.length > 0
      ? [
        `${list(untrained)}: untrained, so that mixing in weakens the others ` +
        "and adds nothing.",
      ]
      : [],
    ...startWarnings(known),
    ...shapeWarnings(members),
    ...pairWarnings(known),
    ...prunedWarnings(members),
  ];
}

function startWarnings({ members, signs: { firstMaps } }: Known): string[] {
  const hashes = members.map(({ metadata }) => metadata.initial_weights);
  if (hashes.every((hash) => hash !== undefined)) {
    const starts = new Set(hashes).size;
    return starts === 1 ? [] : [
      `The files name ${starts} different sets of initial weights: half of the ` +
      "signs differ before anything is learned, and averaging cancels them.",
    ];
  }
  if (!firstMaps) return [];
  const apart = pairsOf(members).filter(([i, j]) =>
    firstMaps[i]![j]! > AS_IF_DRAWN_APART
  );
  const [worst] = apart.toSorted(([a, b], [c, d]) =>
    firstMaps[c]![d]! - firstMaps[a]![b]!
  );
  if (!worst) return [];
  const [i, j] = worst;
  return [
    `In ${apart.length} of ${pairsOf(members).length} pairs the first maps ` +
    "differ in sign as if drawn independently (chance: 50%), at most " +
    `${percent(firstMaps[i]![j]!)} for ${members[i]!.name} and ` +
    `${members[j]!.name}: their initial weights were hardly the same.`,
  ];
}

function shapeWarnings(members: readonly Adapter[]): string[] {
  const terms = members.flatMap(({ name, config, peft }) =>
    config && isLora(config)
      ? [{
        name,
        rank: config.r,
        alpha: peft && !peft.stated ? "unknown" : `${config.alpha}`,
      }]
      : []
  );
  const differ = (key: "rank" | "alpha") =>
    new Set(terms.map((term) => term[key])).size > 1;
  const named = (key: "rank" | "alpha") =>
    terms.map((term) => `${term.name} ${term[key]}`).join(", ");
  const models = new Set(members.map(({ model }) => model.name));
  const bases = new Set(
    members.flatMap(({ metadata: { base_model_digest: base } }) => base ?? []),
  );
  return [
    ...differ("rank")
      ? [
        `Ranks differ (${
          named("rank")
        }): compared by their products B A; they ` +
        "cannot be averaged as they are.",
      ]
      : [],
    ...differ("alpha") ? [`Alphas differ (${named("alpha")}).`] : [],
    ...terms.some(({ alpha }) => alpha === "unknown")
      ? [
        "No adapter_config.json, so that alpha is not known, for " +
        `${
          list(
            terms.filter(({ alpha }) => alpha === "unknown")
              .map(({ name }) => name),
          )
        }: lengths are compared as if it were the rank.`,
      ]
      : [],
    ...models.size > 1
      ? [`They name different models: ${list([...models])}.`]
      : [],
    ...bases.size > 1
      ? [
        `They were trained over ${bases.size} models with different weights: ` +
        "such adapters do not mix.",
      ]
      : [],
  ];
}

function pairWarnings({ members, products }: Known): string[] {
  const length = (at: number) => Math.sqrt(products[at]![at]!);
  const same = pairsOf(members).flatMap(([i, j]) => {
    const longer = Math.max(length(i), length(j));
    const square = products[i]![i]! + products[j]![j]! - 2 * products[i]![j]!;
    const distance = Math.sqrt(Math.max(0, square)) / longer;
    return distance < NEARLY_THE_SAME
      ? [
        `${members[i]!.name} and ${members[j]!.name} are nearly the same ` +
        `(apart by ${percent(distance)} of their length): mixing both counts ` +
        "one twice.",
      ]
      : [];
  });
  const order = [...members.keys()].filter((at) => length(at) > 0)
    .sort((a, b) => length(a) - length(b));
  const [short, long] = [order[0], order.at(-1)];
  if (short === undefined || long === undefined) return same;
  const quotient = length(long) / length(short);
  return quotient < MUCH_LONGER ? same : [
    ...same,
    `${members[long]!.name} is ${quotient.toFixed(1)} times as long as ` +
    `${members[short]!.name} and rules their average.`,
  ];
}

function prunedWarnings(members: readonly Adapter[]): string[] {
  return members.flatMap(({ name, config, weights }) => {
    let [zeros, count] = [0, 0];
    for (const { data } of weights.values()) {
      count += data.length;
      for (const value of data) if (value === 0) zeros++;
    }
    const silent = isLora(config!) && zeros >= count / 2;
    return zeros / count < PRUNED || silent
      ? []
      : [`${percent(zeros / count)} of ${name}'s weights are zero.`];
  });
}

function pairsOf(members: readonly Adapter[]): [number, number][] {
  return members.flatMap((_, i) =>
    members.slice(i + 1).map((_, more): [number, number] => [i, i + 1 + more])
  );
}

function list(names: readonly string[]): string {
  return names.join(", ");
}

function percent(fraction: number): string {
  return `${(100 * fraction).toFixed(1)}%`;
}
