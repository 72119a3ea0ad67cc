/**
 * Rows of a made-up comparison.
 *
 * @module
 */
import { pairedInterval } from "../../../lib/math/paired_interval.ts";
import type { StudyRow } from "../../../lib/figure/rows.ts";

/**
 * Rows of one method on one target of 100 examples.
 *
 * @param method The method.
 * @param target The target.
 * @param pairs Wins and losses against each reference.
 * @param chosen The chosen settings.
 */
export function compared(
  method: string,
  target: string,
  pairs: Partial<Record<"average" | "single", [number, number]>>,
  { value = 0.5, chosen = "" } = {},
): StudyRow[] {
  const cell = {
    script: "compare",
    model: "data/tiny",
    kind: "pfeiffer" as const,
    seed: 42,
    target,
    mixed: "law+news",
    k: 2,
    method,
    count: 100,
  };
  return [
    {
      ...cell,
      metric: "comparison",
      chosen,
      value,
      low: value - 0.1,
      high: value + 0.1,
    },
    ...(["average", "single"] as const).flatMap((against): StudyRow[] => {
      const pair = pairs[against];
      if (!pair) return [];
      const [wins, losses] = pair;
      const interval = pairedInterval(wins, losses, 100);
      return [{
        ...cell,
        metric: "paired",
        against,
        wins,
        losses,
        ...interval,
      }];
    }),
  ];
}

/** Three methods on two targets; the third one has no mixture for the second. */
export function comparisonRows(): StudyRow[] {
  return [
    ...compared("average", "law", { single: [0, 30] }, { value: 0.5 }),
    ...compared("average", "news", { single: [5, 25] }, { value: 0.6 }),
    ...compared("single", "law", { average: [30, 0] }, { value: 0.8 }),
    ...compared("single", "news", { average: [25, 5] }, { value: 0.8 }),
    ...compared("ties", "law", { average: [20, 0], single: [0, 10] }, {
      value: 0.7,
      chosen: "density 0.2",
    }),
    ...compared("ties", "news", { average: [20, 0], single: [0, 0] }, {
      value: 0.8,
      chosen: "density 0.5",
    }),
    ...compared("soup", "law", { average: [0, 9], single: [0, 39] }, {
      value: 0.41,
    }),
  ];
}
