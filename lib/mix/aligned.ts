/**
 * The condition for comparing and mixing adapters: the same tensors in each.
 *
 * @module
 */
import { inputError } from "../io/failure.ts";
import type { Weights } from "../io/safetensors.ts";
import type { Shape } from "../gpu/tensor.ts";

/**
 * Names and shapes that adapters have in common.
 *
 * @param adapters The adapters' weights, without heads.
 * @returns Name and shape of each tensor, sorted by name.
 * @throws {Failure} If there is no adapter, or if one has other tensors than the
 * first one.
 */
export function aligned(
  adapters: readonly Weights[],
): [name: string, shape: Shape][] {
  const [first, ...others] = adapters;
  if (!first) {
    throw inputError("Cannot match adapters: there are 0, expected at least 1");
  }
  others.forEach((other, i) => expectAlike(first, other, i + 2));
  return [...first]
    .map(([name, { shape }]): [string, Shape] => [name, shape])
    .sort(([a], [b]) => a < b ? -1 : 1);
}

function expectAlike(first: Weights, other: Weights, number: number): void {
  for (const name of other.keys()) {
    if (!first.has(name)) throw missing(1, name, number);
  }
  for (const [name, { shape }] of first) {
    const found = other.get(name);
    if (!found) throw missing(number, name, 1);
    if (`${found.shape}` === `${shape}`) continue;
    throw inputError(
      `Cannot match adapters: tensor "${name}" has shape [${found.shape}] in adapter ${number}, expected [${shape}] as in adapter 1`,
    );
  }
}

function missing(number: number, name: string, other: number) {
  return inputError(
    `Cannot match adapters: adapter ${number} has no tensor "${name}", expected one as in adapter ${other}`,
  );
}
