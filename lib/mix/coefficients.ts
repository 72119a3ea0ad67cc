/**
 * How much each adapter counts in a mixture.
 *
 * @module
 */
import { inputError } from "../io/failure.ts";

/**
 * What coefficients are where none are given: 1 / k each, or 1 each; "alike" where
 * none can be given.
 */
export type UsualCoefficients = "mean" | "sum" | "alike";

/**
 * Coefficients of a mixture's members.
 *
 * @param count Number of members, from 1.
 * @param given A finite number for each, or nothing.
 * @param usual What they are if nothing is given.
 * @returns A number for each member.
 * @throws {Failure} If there is not one for each, if one is not finite, or if none
 * can be given.
 */
export function coefficientsOf(
  count: number,
  given: readonly number[] | undefined,
  usual: UsualCoefficients,
): readonly number[] {
  if (!given) return Array(count).fill(usual === "sum" ? 1 : 1 / count);
  if (usual === "alike") {
    throw inputError(
      "Cannot mix adapters: weights are given, expected none for a method that chooses adapters and counts them alike",
    );
  }
  if (given.length !== count) {
    throw inputError(
      `Cannot mix adapters: the number of weights is ${given.length}, expected ${count}, one for each adapter`,
    );
  }
  const odd = given.find((value) => !Number.isFinite(value));
  if (odd !== undefined) {
    throw inputError(
      `Cannot mix adapters: a weight is ${odd}, expected a finite number`,
    );
  }
  return given;
}

/**
 * Coefficients in the same proportions that add up to 1.
 *
 * @param coefficients Numbers whose sum is not 0.
 * @throws {Failure} If their sum is 0.
 * @see AdapterHub adapters 1.2.0, `average_adapter`, `normalize_weights`
 */
export function normalised(coefficients: readonly number[]): readonly number[] {
  const sum = coefficients.reduce((sum, value) => sum + value, 0);
  if (sum === 0) {
    throw inputError(
      "Cannot average adapters: the sum of the weights is 0, expected another number",
    );
  }
  return coefficients.map((value) => value / sum);
}

/**
 * Checks coefficients that multiply what is known of the members: below 0, some of
 * it would cancel, and the quotient be of any size.
 *
 * @param coefficients Finite numbers.
 * @throws {Failure} If one is negative, or if all are 0.
 */
export function expectPositive(coefficients: readonly number[]): void {
  const negative = coefficients.find((value) => value < 0);
  if (negative === undefined && coefficients.some((value) => value > 0)) return;
  throw inputError(
    `Cannot mix adapters by what is known of them: ${
      negative === undefined ? "all weights are 0" : `a weight is ${negative}`
    }, expected numbers from 0 whose sum is above 0`,
  );
}
