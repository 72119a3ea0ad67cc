/**
 * Command-line options of mixing, and what a method is told by them.
 *
 * @module
 */
import { choice, integer, number, numbers } from "../io/option.ts";
import type { Values } from "../io/options.ts";
import { densityOf } from "./density.ts";
import { expectRead, type Optional } from "./expect_read.ts";
import type { Method } from "./method.ts";
import { methodNames, methods } from "./methods.ts";

/** Options that say how adapters are mixed. */
export const mixOptions = {
  method: choice(methodNames, "average", "how the weights are put together"),
  weights: numbers(undefined, "how much each adapter counts"),
  density: number(undefined, "share of the weights to keep", {
    min: 0,
    max: 1,
  }),
  sparsity: number(undefined, "share to remove, 1 - density", {
    min: 0,
    max: 1,
  }),
  space: choice(
    ["factors", "delta"],
    undefined,
    "what is mixed of a LoRA: A and B, or B A cut back to its rank",
  ),
  layers: integer(undefined, "blocks that sparse prunes; all if absent", {
    min: 0,
  }),
  signs: choice(
    ["total", "frequency"],
    undefined,
    "what elects signs: the sum, or the number of signs",
  ),
  lambda: number(undefined, "factor of the merged task vector; 1 if absent"),
  reference: choice(
    ["zero", "initial"],
    undefined,
    "where task vectors start: zero, or the adapters' initial weights",
  ),
  selection: choice(
    ["similarity", "clustering"],
    undefined,
    "how adapter_soup chooses",
  ),
  seed: integer(undefined, "seed of what is drawn; 42 if absent"),
};

/** Values of {@linkcode mixOptions}. */
export type MixOptions = Values<
  { name: string; about: string; options: typeof mixOptions }
>;

/**
 * What a method is told by the options, its usual density filled in.
 *
 * @param options Values of the options.
 * @param others Options about data, which also have to be of use.
 * @returns Options of the method, and the place where task vectors start by name.
 * @throws {Failure} If the method would leave one unread, or if density and
 * sparsity contradict each other.
 */
export function toldOf(
  options: MixOptions,
  others: Readonly<Partial<Record<Optional, unknown>>> = {},
) {
  const { method, weights, density, sparsity, space, layers } = options;
  const { signs, lambda, reference, selection, seed } = options;
  const given = { space, layers, signs, lambda, reference, selection, seed };
  expectRead(method, { ...given, density, sparsity, ...others });
  const { density: usual }: Method = methods[method];
  return {
    coefficients: weights,
    ...(usual !== undefined && densityOf({ density, sparsity }, usual)),
    ...given,
  };
}
