import { toldApart } from "../adapter/told_apart.ts";

/** Conditions that outputs of earlier versions do not state: those go on as they are. */
const LATER = ["modelDigest"];

/** A condition under which a run would not make what an earlier one made. */
export interface ChangedCondition {
  readonly name: string;
  /** What it was, as far as it differs; absent if the earlier run does not say. */
  readonly before: string | undefined;
  readonly now: string;
}

/**
 * The first condition of a run that is not as it was.
 *
 * @param before Conditions of the earlier run, by name.
 * @param now Conditions of the run that is about to start.
 * @returns Nothing if all are the same, as far as the earlier run could say.
 */
export function changedCondition(
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): ChangedCondition | undefined {
  for (const [name, value] of Object.entries(now)) {
    const stated = before[name];
    if (stated === value) continue;
    if (stated !== undefined) {
      const [was, is] = toldApart(stated, value);
      return { name, before: was, now: is };
    }
    if (!LATER.includes(name)) return { name, before: undefined, now: value };
  }
  return undefined;
}
