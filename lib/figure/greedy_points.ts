import { mean } from "../math/stats.ts";
import type { AccuracyRow, GreedyRow, StudyRow } from "./rows.ts";

/** Mean accuracy of one rule's greedy sets of one size. */
export interface GreedyPoint {
  rule: GreedyRow["rule"];
  order: GreedyRow["order"];
  k: number;
  /**
   * Mean over all targets: of one set that serves all of them, even those whose
   * adapter is not in it, or of each target's own set.
   */
  value: number;
}

/**
 * Accuracy of the greedily chosen sets.
 *
 * @param rows Rows of a study.
 * @param accuracies Accuracy rows of one setting, with those of the sets.
 * @returns A point a rule, order and size whose accuracy is known for every
 * target, rule by rule, by rising k.
 */
export function greedyPoints(
  rows: readonly StudyRow[],
  accuracies: readonly AccuracyRow[],
): GreedyPoint[] {
  const targets = [...new Set(accuracies.map(({ target }) => target))];
  const key = (target: string, mixed: string) => `${target}|${mixed}`;
  const known = Map.groupBy(
    accuracies,
    ({ target, mixed }) => key(target, mixed),
  );
  const sets = rows.filter((row): row is GreedyRow => row.metric === "greedy");
  const groups = Map.groupBy(
    sets,
    ({ rule, order, k }) => JSON.stringify([rule, order, k]),
  );
  const points = [...groups.values()].flatMap((same) => {
    const ofTarget = (target: string) =>
      same.filter((set) => (set.target ?? target) === target)
        .flatMap(({ mixed, seed }) =>
          (known.get(key(target, mixed)) ?? [])
            .filter((row) => row.seed === (seed ?? row.seed))
        );
    const values = targets.map((target) =>
      ofTarget(target).map(({ value }) => value)
    );
    if (values.length === 0 || values.some(({ length }) => length === 0)) {
      return [];
    }
    const { rule, order, k } = same[0]!;
    return [{ rule, order, k, value: mean(values.map(mean)) }];
  });
  const rules = [...new Set(points.map(({ rule }) => rule))];
  return rules.flatMap((rule) =>
    points.filter((point) => point.rule === rule).sort((a, b) => a.k - b.k)
  );
}
