import { inputError } from "../io/failure.ts";
import type { Method, Reads } from "./method.ts";
import { type MethodName, methods } from "./methods.ts";

/** Options that only some methods read, by the names that users give them. */
export type Optional =
  | Reads
  | "weights"
  | "density"
  | "sparsity"
  | "dataset"
  | "own-datasets";

/**
 * Checks that a method reads what it is told.
 *
 * @param name The method.
 * @param given Options; those that are undefined are not given.
 * @throws {Failure} If it would leave one unread.
 */
export function expectRead(
  name: MethodName,
  given: Readonly<Partial<Record<Optional, unknown>>>,
): void {
  const known = optionsOf(methods[name]);
  for (const [option, value] of Object.entries(given)) {
    if (value === undefined || known.includes(option as Optional)) continue;
    throw inputError(
      `Cannot mix by ${name}: it is given --${option}, expected only --${
        known.join(", --")
      }`,
    );
  }
}

function optionsOf(
  { coefficients, reads = [], density, needs }: Method,
): Optional[] {
  const aimed = needs === "judge" || needs === "nearness";
  return [
    ...(coefficients === "alike" ? [] : ["weights"] as const),
    ...reads,
    ...(density === undefined ? [] : ["density", "sparsity"] as const),
    ...(aimed ? ["dataset"] as const : []),
    ...(needs && needs !== "judge" ? ["own-datasets"] as const : []),
  ];
}
