import { inputError } from "../io/failure.ts";

/** What joins names in rows: the members of a mixture, and the fields of a key. */
const JOINTS = ["+", "|"];

/** What rows call all targets together. */
const ALL = "all";

/**
 * Checks names of adapters or of data sets, by which rows name mixtures: "a+b".
 *
 * @param names The names.
 * @throws {Failure} If one could be taken for several or for all, or two are the same.
 */
export function expectNames(names: readonly string[]): void {
  for (const [i, name] of names.entries()) {
    const joint = JOINTS.find((joint) => name.includes(joint));
    if (joint) {
      throw inputError(
        `Cannot name mixtures of "${name}": the name has a "${joint}", which joins names in rows, expected a name without`,
      );
    }
    if (name === ALL) {
      throw inputError(
        `Cannot name mixtures of "${ALL}": rows call all targets together so, expected another name`,
      );
    }
    if (names.indexOf(name) < i) {
      throw inputError(
        `Cannot name mixtures of "${name}": it is there twice, expected different ones`,
      );
    }
  }
}
