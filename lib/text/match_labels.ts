import { inputError } from "../io/failure.ts";
import type { Dataset, Split } from "./dataset.ts";

/**
 * Turns a data set's labels into the classes of a head.
 *
 * If the head knows all the names, they decide. If it knows none, as many heads
 * have only numbers for names, the order decides, and there have to be as many.
 *
 * @param dataset The data set's name and the names of its classes.
 * @param split Examples of it.
 * @param labels Names of the head's classes.
 * @returns The examples, each with the index of the head's class.
 * @throws {Failure} If the head has other classes.
 */
export function matchLabels(
  { name, labels: own }: Pick<Dataset, "name" | "labels">,
  split: Split,
  labels: readonly string[],
): Split {
  const known = own.filter((label) => labels.includes(label));
  if (known.length === own.length) {
    const classes = own.map((label) => labels.indexOf(label));
    return split.map((example) => ({
      ...example,
      label: classes[example.label]!,
    }));
  }
  if (known.length === 0 && own.length === labels.length) return split;
  throw inputError(
    `Cannot use data set "${name}" with this head: its classes are ${
      own.join(", ")
    }, expected ${labels.join(", ")}`,
  );
}
