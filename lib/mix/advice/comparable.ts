/**
 * Which adapters can be compared with each other at all.
 *
 * @module
 */
import type { Weights } from "../../io/safetensors.ts";
import type { Adapter } from "../../adapter/adapter.ts";
import { isLora } from "../../adapter/config.ts";
import { kindOf } from "../../adapter/kinds.ts";

/** Adapters whose weights, or products of weights, stand at the same places. */
export interface Comparable {
  /** What they are, e.g. "lora of a bert of 768 features, on query, value". */
  readonly about: string;
  readonly members: readonly Adapter[];
  /** Whether they are LoRAs, which are compared by what they add to the weights. */
  readonly lora: boolean;
  /** Whether their tensors have the same shapes; LoRAs may differ in rank. */
  readonly alike: boolean;
}

/**
 * Sorts adapters into groups that can be compared.
 *
 * LoRAs of one model belong together whatever their ranks and scalings, if they are
 * on the same modules; bottlenecks if they have the same tensors and mean the same.
 *
 * @param adapters The adapters; those that hold a head alone are in no group.
 * @returns The groups, largest first; ties in the adapters' order.
 */
export function comparableGroups(adapters: readonly Adapter[]): Comparable[] {
  const whole = adapters.filter(({ config }) => config !== undefined);
  return [...Map.groupBy(whole, placesOf).values()]
    .map((members) => ({
      about: aboutOf(members[0]!),
      members,
      lora: isLora(members[0]!.config!),
      alike: new Set(members.map(shapesOf)).size === 1,
    }))
    .sort((a, b) => b.members.length - a.members.length);
}

/** What two adapters must have in common to be compared. */
function placesOf(adapter: Adapter): string {
  const { config, weights } = adapter;
  if (!isLora(config!)) {
    const { non_linearity, scaling, original_ln_before } = config!;
    const means = [non_linearity, scaling, original_ln_before];
    return [aboutOf(adapter), ...means, shapesOf(adapter)].join("|");
  }
  const sides = [...weights].map(([name, { shape }]) =>
    `${name} ${name.endsWith("lora_A") ? shape[1] : shape[0]}`
  );
  return [aboutOf(adapter), ...sides.sort()].join("|");
}

/** Names and shapes of an adapter's tensors, as one text. */
export function shapesOf({ weights }: Adapter): string {
  return [...weights].map(([name, { shape }]) => `${name} ${shape}`)
    .sort().join("|");
}

function aboutOf({ config, model, weights }: Adapter): string {
  const place = `of a ${model.type || "model"} of ${model.hidden} features`;
  if (!isLora(config!)) return `${kindOf(config!)} ${place}`;
  return `lora ${place}, on ${modulesOf(weights).join(", ")}`;
}

/** Last parts of the names of a LoRA's modules, each once. */
function modulesOf(weights: Weights): string[] {
  const parts = [...weights.keys()].map((name) => name.split(".").at(-2)!);
  return [...new Set(parts)].sort();
}
