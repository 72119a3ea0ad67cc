import { inputError } from "../io/failure.ts";

/**
 * Number of the transformer block that a tensor belongs to.
 *
 * @param name The tensor's name, e.g. `encoder.layer.3.output.adapter_up.bias`.
 * @returns The first whole number among the name's parts.
 * @throws {Failure} If the name has none.
 */
export function blockOf(name: string): number {
  const number = name.split(".").find((part) => /^\d+$/.test(part));
  if (number === undefined) {
    throw inputError(
      `Cannot find the block of "${name}": its name has no number, expected one as in "layer.3"`,
    );
  }
  return Number(number);
}
