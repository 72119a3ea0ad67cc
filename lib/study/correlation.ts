/**
 * Whether mixtures whose members' signs conflict more are worse.
 *
 * @module
 */
import {
  addMoments,
  type CoMoments,
  coMoments,
  correlation,
  partialCorrelation,
  type Point,
} from "../math/co_moments.ts";
import { bootstrap } from "../math/interval.ts";
import { mean, ranks } from "../math/stats.ts";
import { pairwiseConflict } from "./pairwise_conflict.ts";
import type { AccuracyRow, CorrelationRow, Own, StudyRow } from "./row.ts";

/** Samples of a bootstrap. */
const DRAWS = 1000;

/** Fewer mixtures than this make a correlation of little meaning. */
const LEAST_MIXTURES = 5;

/** One mixture on one target. */
interface Conflicting {
  readonly target: string;
  readonly k: number;
  readonly conflict: number;
  /** Accuracy less that of the target's own adapter alone. */
  readonly gain: number;
}

/**
 * Correlates sign conflicts with what mixing does to accuracy.
 *
 * Mixtures of two adapters and more that hold the target's own one are compared,
 * of each target by itself and of all of them, where the intervals come from
 * drawing whole targets: mixtures of one target are no independent samples.
 * Ranks are those among all compared mixtures and are not made anew in a sample.
 *
 * @param rows Rows of a study of one model, kind and seed; accuracies of dense
 * averages on clean test text are read, signs of trained adapters, and changed signs.
 * @param seed Seed of the bootstrap.
 * @returns A row for each target, conflict and statistic that is defined.
 * @see Nguyen and Le 2024, arXiv:2402.10639, section 5.3
 */
export function correlationRows(
  rows: readonly StudyRow[],
  { seed }: { seed: number },
): Own<CorrelationRow>[] {
  const mixtures = rows.filter(isDenseMixture);
  const alone = new Map(
    mixtures.filter(({ k }) => k === 1)
      .map(({ target, value }) => [target, value]),
  );
  return (["fsd", "sign_change"] as const).flatMap((conflict) => {
    const conflictOf = conflict === "fsd"
      ? pairwiseConflict(rows)
      : changedShare(rows);
    const points = mixtures.flatMap((row): Conflicting[] => {
      const own = alone.get(row.target);
      const found = row.k > 1 ? conflictOf(row) : undefined;
      if (own === undefined || found === undefined) return [];
      const { target, k, value } = row;
      return [{ target, k, conflict: found, gain: value - own }];
    });
    const targets = [...Map.groupBy(points, ({ target }) => target)];
    const ofEach = targets.flatMap(([target, same]) =>
      statistics({ target, conflict }, same.map((point) => [point]), seed)
    );
    const all = { target: "all", conflict };
    const groups = targets.map(([, same]) => same);
    return groups.length < 2
      ? ofEach
      : [...ofEach, ...statistics(all, groups, seed)];
  });
}

/** Whether a row is of a dense average that holds the target's own adapter. */
function isDenseMixture(row: StudyRow): row is AccuracyRow {
  return row.metric === "accuracy" && row.kind !== "none" &&
    row.attack === "none" && row.split === "test" &&
    row.method === "average" && row.sparsity === 0 &&
    row.mixed.split("+").includes(row.target);
}

/** Share of a target's own weights that a mixture turns round, where it is known. */
function changedShare(rows: readonly StudyRow[]) {
  const key = ({ target, mixed }: { target: string; mixed: string }) =>
    `${target}|${mixed}`;
  const known = new Map<string, number>();
  for (const row of rows) {
    if (row.metric === "sign_change") known.set(key(row), row.value);
  }
  return (row: AccuracyRow) => known.get(key(row));
}

/** All statistics of some groups of mixtures, which are drawn group by group. */
function statistics(
  of: { target: string; conflict: CorrelationRow["conflict"] },
  groups: readonly (readonly Conflicting[])[],
  seed: number,
): Own<CorrelationRow>[] {
  const count = groups.reduce((sum, group) => sum + group.length, 0);
  if (count < LEAST_MIXTURES) return [];
  const values = momentsOf(groups, (column) => column);
  const ranked = momentsOf(groups, ranks);
  return ([
    ["spearman", ranked, correlation],
    ["pearson", values, correlation],
    ["partial", ranked, partialCorrelation],
  ] as const).flatMap(([statistic, moments, correlate]) => {
    const whole = (sample: readonly CoMoments[]) =>
      correlate(addMoments(sample));
    const value = whole(moments);
    if (Number.isNaN(value)) return [];
    const interval = bootstrap(moments, whole, { seed, draws: DRAWS });
    const row = { metric: "correlation" as const, ...of, statistic };
    return [{ ...row, value, ...interval, count }];
  });
}

/** Sums over each group, of coordinates that are transformed and centred. */
function momentsOf(
  groups: readonly (readonly Conflicting[])[],
  transform: (column: readonly number[]) => readonly number[],
): CoMoments[] {
  const points = groups.flat();
  const columns = (["conflict", "gain", "k"] as const).map((name) => {
    const column = transform(points.map((point) => point[name]));
    const center = mean(column);
    return column.map((value) => value - center);
  });
  let at = 0;
  return groups.map((group) =>
    coMoments(group.map((): Point => {
      const i = at++;
      return [columns[0]![i]!, columns[1]![i]!, columns[2]![i]!];
    }))
  );
}
