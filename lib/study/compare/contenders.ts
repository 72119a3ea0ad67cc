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
  return contenderNames.filter((name) => asked.has(name)).flatMap((name) => {
    const method = methodNames.find((one) => one === name);
    if (method) {
      return suits(method, contest) ? [methodContender(contest, method)] : [];
    }
    return [otherContender(contest, name)];
  });
}

function otherContender(contest: Contest, name: string): Contender {
  if (name === "single") return singleContender(contest);
  if (name === "greedy") return greedyContender(contest);
  if (name === "ensemble") return ensembleContender(contest);
  const criterion = criterionNames.find((one) => `pruned_${one}` === name)!;
  return prunedContender(contest, criterion);
}
