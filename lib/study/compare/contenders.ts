/**
 * Everything that can be compared, by the name that options and rows use.
 *
 * @module
 */
import { methodNames } from "../../mix/methods.ts";
import { criterionNames } from "../../train/criteria.ts";
import type { Contender, Contest } from "./contest.ts";
import { methodContender, suits } from "./method_contender.ts";
import {
  ensembleContender,
  greedyContender,
  prunedContender,
  singleContender,
} from "./other_contenders.ts";

/** What all others are set against; always measured. */
export const references = ["single", "average"] as const;

/** Names of what can be compared. */
export const contenderNames: readonly string[] = [
  ...references,
  ...methodNames.filter((name) => name !== "average"),
  "greedy",
  ...criterionNames.map((name) => `pruned_${name}`),
  "ensemble",
];

/**
 * Names of what can be compared on adapters of one shape.
 *
 * @param contest The comparison, of which the adapters' shape matters.
 * @returns Those of {@linkcode contenderNames} that can mix the adapters.
 */
export function contenderNamesFor(
  contest: Pick<Contest, "config">,
): readonly string[] {
  return contenderNames.filter((name) => {
    const method = methodNames.find((one) => one === name);
    return method === undefined || suits(method, contest);
  });
}

/**
 * Contenders by their names, in the order of all names, the references among them.
 *
 * @param contest The comparison.
 * @param names Names of some; those that cannot mix the adapters are left out.
 * @returns The contenders.
 */
export function contendersOf(
  contest: Contest,
  names: readonly string[],
): Contender[] {
  const asked = new Set<string>([...references, ...names]);
  const able = contenderNamesFor(contest).filter((name) => asked.has(name));
  return able.map((name) => {
    const method = methodNames.find((one) => one === name);
    return method
      ? methodContender(contest, method)
      : otherContender(contest, name);
  });
}

function otherContender(contest: Contest, name: string): Contender {
  if (name === "single") return singleContender(contest);
  if (name === "greedy") return greedyContender(contest);
  if (name === "ensemble") return ensembleContender(contest);
  const criterion = criterionNames.find((one) => `pruned_${one}` === name)!;
  return prunedContender(contest, criterion);
}
