/**
 * The paper's findings on the number of mixed adapters, as numbers of this study.
 *
 * @module
 */
import { mean } from "../math/stats.ts";
import { bySize, byTargetAndSize } from "./by_size.ts";
import { COMPETITIVE, ROUNDING } from "./drops.ts";
import { percentText } from "./percent.ts";
import type { AccuracyRow } from "./rows.ts";

/** Number of adapters up to which the paper advises to mix. */
const ADVISED = 3;

/**
 * Whether accuracy falls with every further adapter, and whether mixing up to
 * three keeps it.
 *
 * @param accuracies Accuracy rows of one setting.
 * @returns Sentences; none where fewer than three sizes were measured.
 * @see Nguyen and Le 2024, arXiv:2402.10639, findings 1 and 4
 */
export function claimFindings(accuracies: readonly AccuracyRow[]): string[] {
  return [...lowestFinding(accuracies), ...advisedFinding(accuracies)];
}

/** Finding 1: the more adapters, the lower the accuracy, and lowest with all. */
function lowestFinding(accuracies: readonly AccuracyRow[]): string[] {
  const sizes = bySize(accuracies);
  const last = sizes.at(-1);
  if (sizes.length < 3 || !last) return [];
  const lowest = sizes.reduce((a, b) => b.mean < a.mean ? b : a);
  const steps = sizes.slice(1).map((size, i) => size.mean - sizes[i]!.mean);
  const falls = steps.filter((step) => step < -ROUNDING).length;
  const where = lowest.k === last.k
    ? "with all adapters mixed, as the paper's finding 1 says"
    : `at ${lowest.k} adapters, not with all ${last.k} as the paper's finding 1 says`;
  return [
    `Mean accuracy falls at ${falls} of ${steps.length} steps to one adapter ` +
    `more and is lowest (${percentText(lowest.mean)}) ${where}.`,
  ];
}

/** Finding 4: up to three adapters cost less than three points. */
function advisedFinding(accuracies: readonly AccuracyRow[]): string[] {
  const targets = Map.groupBy(
    byTargetAndSize(accuracies),
    ({ target }) => target,
  );
  const losses = [...targets.values()].flatMap((groups) => {
    const at = (size: number) => groups.find(({ k }) => k === size)?.values;
    const [alone, advised] = [at(1), at(ADVISED)];
    return alone && advised ? [mean(alone) - mean(advised)] : [];
  });
  if (losses.length === 0) return [];
  const kept = losses.filter((loss) => loss < COMPETITIVE - ROUNDING).length;
  return [
    `With ${ADVISED} adapters mixed, ${kept} of ${losses.length} targets lose ` +
    "less than 3 points on average over their mixtures (finding 4 advises to " +
    `mix up to ${ADVISED}).`,
  ];
}
