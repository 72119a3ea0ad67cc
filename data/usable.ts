/**
 * Checks of what a data set is used for: nothing can be learned from one class,
 * and nothing measured on no examples.
 *
 * @module
 */
import { inputError } from "../lib/io/failure.ts";
import type { Split, SplitName } from "../lib/text/dataset.ts";

/**
 * Checks that a split has examples.
 *
 * @param place The data set, as it was asked for.
 * @param split Name of the split.
 * @param examples What is in it.
 * @throws {Failure} If there are none.
 */
export function expectExamples(
  place: string,
  split: SplitName,
  examples: Split,
): void {
  if (examples.length > 0) return;
  throw inputError(
    `Cannot use data set "${place}": its ${split} split has no examples, expected some`,
  );
}

/**
 * Checks that examples to train on are of two classes or more.
 *
 * @param place The data set, as it was asked for.
 * @param examples Examples to train on, at least one.
 * @param labels Names of the classes; none if they are numbers.
 * @throws {Failure} If all are of one class.
 */
export function expectSeveralClasses(
  place: string,
  examples: Split,
  labels?: readonly string[],
): void {
  const [first, ...rest] = examples;
  if (!first || rest.some(({ label }) => label !== first.label)) return;
  throw inputError(
    `Cannot train on "${place}": every label is "${
      labels?.[first.label] ?? first.label
    }", expected two classes or more`,
  );
}
