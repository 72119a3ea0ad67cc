/**
 * What pruning does to adapters and to their mixtures, in sentences.
 *
 * @module
 */
import { mean } from "../math/stats.ts";
import { greatest } from "./by_size.ts";
import {
  comparison,
  percentText,
  pointsText,
  quality,
  shareText,
} from "./percent.ts";
import { type AccuracyRow, inDomainRows } from "./rows.ts";
import { sparsityName } from "./sparse_mixture.ts";
import { sparsityPoints } from "./sparsity_curve.ts";

/** A mean loss up to a point counts as small; the rest is for rounding. */
const SMALL_LOSS = 0.01 + 1e-9;

/**
 * How much of a single adapter can be removed.
 *
 * @param accuracies Accuracy rows of one setting and any sparsity.
 * @returns Sentences; none if no adapter was measured both dense and pruned.
 */
export function pruningFindings(
  accuracies: readonly AccuracyRow[],
): string[] {
  const points = sparsityPoints(accuracies);
  const targets = new Set(points.map(({ target }) => target)).size;
  const [dense, ...pruned] = [
    ...Map.groupBy(points, ({ sparsity }) => sparsity),
  ]
    .filter(([, same]) => same.length === targets)
    .map(([sparsity, same]) => (
      { sparsity, value: mean(same.map(({ value }) => value)) }
    ))
    .sort((a, b) => a.sparsity - b.sparsity);
  if (dense?.sparsity !== 0 || pruned.length === 0) return [];
  const losses = pruned.map(({ sparsity, value }) => (
    { sparsity, value, loss: dense.value - value }
  ));
  const costly = losses.findIndex(({ loss }) => loss > SMALL_LOSS);
  const kept = costly === -1 ? losses.at(-1) : losses[costly - 1];
  const firstCostly = losses[costly];
  return [
    kept
      ? `Removing up to ${shareText(kept.sparsity)} of a single adapter's ` +
        "weights costs at most 1 point of mean accuracy " +
        `(${percentText(dense.value)} dense, ${percentText(kept.value)} there).`
      : "Already the lowest measured sparsity costs more than 1 point of mean " +
        "accuracy.",
    ...firstCostly
      ? [
        `At ${shareText(firstCostly.sparsity)} removed, the loss is ` +
        `${pointsText(firstCostly.loss)}.`,
      ]
      : [],
  ];
}

/**
 * Whether mixtures of pruned adapters are better than those of dense ones.
 *
 * Only mixtures that were measured both ways are compared, because the best of
 * many is better than the best of few.
 *
 * @param accuracies Accuracy rows of one setting and any sparsity.
 * @returns Two sentences a sparsity; none if no mixture has both.
 */
export function sparseMixtureFindings(
  accuracies: readonly AccuracyRow[],
): string[] {
  const mixtures = inDomainRows(accuracies).filter(({ k }) => k > 1);
  const dense = new Map(
    mixtures.filter(({ sparsity }) => sparsity === 0)
      .map((row) => [mixtureKey(row), row.value]),
  );
  return [...Map.groupBy(mixtures, ({ sparsity }) => sparsity)]
    .filter(([sparsity]) => sparsity > 0)
    .sort(([a], [b]) => a - b)
    .flatMap(([sparsity, rows]) => {
      const pairs = rows.flatMap((row) => {
        const value = dense.get(mixtureKey(row));
        return value === undefined
          ? []
          : [{ target: row.target, sparse: row.value, dense: value }];
      });
      return pairs.length === 0 ? [] : compare(sparsityName(sparsity), pairs);
    });
}

function mixtureKey({ target, mixed, seed }: AccuracyRow): string {
  return JSON.stringify([target, mixed, seed]);
}

/** Sentences about mixtures of one target each, pruned and dense. */
function compare(
  name: string,
  pairs: readonly { target: string; sparse: number; dense: number }[],
): string[] {
  const gain = mean(pairs.map(({ sparse, dense }) => sparse - dense));
  const wins = pairs.filter(({ sparse, dense }) => sparse > dense).length;
  const targets = [...Map.groupBy(pairs, ({ target }) => target).values()];
  const best = (which: "sparse" | "dense") =>
    mean(targets.map((same) => greatest(same.map((pair) => pair[which]))));
  const lead = best("sparse") - best("dense");
  return [
    `Mixtures of ${name} adapters are ${comparison(gain, quality)} ` +
    "the same mixtures of dense ones " +
    `on average over ${pairs.length.toLocaleString("en")} pairs of mixture ` +
    `and target, and better in ${percentText(wins / pairs.length)} of them.`,
    `The best ${name} mixture of a target is ${comparison(lead, quality)} ` +
    "the best dense one on average; " +
    "both are picked on the same test examples.",
  ];
}
