import { inputError } from "../io/failure.ts";
import type { Dataset, Split } from "./dataset.ts";

/** What stands for a name where a class has none: "1", "LABEL_1". */
const NUMBERED = /^(?:label_?)?\d+$/i;

/**
 * Turns a data set's labels into the classes of a head.
 *
 * If the head knows all the names, in whatever case, they decide. If all names of
 * the one or the other are mere numbers, the order decides, and there have to be as
 * many.
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
  const classes = placesOf(own, labels) ??
    placesOf(own.map(lowerCase), labels.map(lowerCase));
  if (classes) {
    return split.map((example) => ({
      ...example,
      label: classes[example.label]!,
    }));
  }
  const numbered = [own, labels].some((names) =>
    names.every((name) => NUMBERED.test(name))
  );
  if (numbered && own.length === labels.length) return split;
  throw inputError(
    `Cannot use data set "${name}" with this head: its classes are ${
      own.join(", ")
    }, expected ${labels.join(", ")}`,
  );
}

/** Where each name is among others; nothing if one is not there, or is twice. */
function placesOf(
  names: readonly string[],
  others: readonly string[],
): number[] | undefined {
  const places = names.map((name) => others.indexOf(name));
  const distinct = new Set(places).size === names.length;
  return distinct && !places.includes(-1) ? places : undefined;
}

function lowerCase(name: string): string {
  return name.toLowerCase();
}
