import type { TopLevelSpec } from "vega-lite";
import { seriesColour } from "./encodings.ts";
import { colours, frame } from "./theme.ts";

/** The first weights of one tensor of an adapter. */
export interface WeightSample {
  /** Name of the adapter. */
  name: string;
  /** Weights, [n]. */
  dense: ArrayLike<number>;
  /** The same weights after pruning, [n]; removed ones are zero. */
  pruned: ArrayLike<number>;
}

/** What is drawn of the two adapters. */
export interface CancellationOptions {
  /** Name of the tensor that the weights are from. */
  tensor: string;
  /** Share of removed weights, 0 to 1. */
  sparsity: number;
}

const SERIES = {
  "same sign, or one is zero": colours.sky,
  "opposite signs": colours.vermillion,
};

/**
 * Figure 1: opposite weights of two adapters cancel in their average.
 *
 * @param first One adapter, [n] weights.
 * @param second Another, the same n weights.
 * @param options Where the weights are from.
 * @returns A Vega-Lite specification: panels of bars, both adapters and their
 * average below each other, dense and pruned side by side.
 * @throws {RangeError} If the numbers of weights differ or are zero.
 * @see Nguyen and Le 2024, arXiv:2402.10639, figure 1
 */
export function cancellation(
  first: WeightSample,
  second: WeightSample,
  { tensor, sparsity }: CancellationOptions,
): TopLevelSpec {
  const size = expectSameSize(first, second);
  const pruned = `${Math.round(100 * sparsity)}% pruned`;
  const names = [first.name, second.name, "average"];
  const panel = { type: "nominal" as const, title: null };
  return {
    ...frame,
    title: {
      text: "Opposite weights cancel when adapters are averaged",
      subtitle: `First ${size} weights of ${tensor}`,
    },
    description: `Weights of ${first.name}, ${second.name} and their average`,
    data: {
      values: [
        ...bars("dense", names, first.dense, second.dense),
        ...bars(pruned, names, first.pruned, second.pruned),
      ],
    },
    facet: {
      row: { field: "adapter", sort: names, ...panel },
      column: { field: "state", sort: ["dense", pruned], ...panel },
    },
    spacing: { row: 8, column: 24 },
    spec: { width: 340, height: 90, mark: "bar", encoding },
  };
}

/** The number of weights, which all four lists must have. */
function expectSameSize(first: WeightSample, second: WeightSample): number {
  const size = first.dense.length;
  for (const weights of [first.pruned, second.dense, second.pruned]) {
    if (weights.length !== size || size === 0) {
      throw new RangeError(
        `Cannot compare weights: there are ${size} and ${weights.length}, ` +
          "expected equally many, at least one",
      );
    }
  }
  return size;
}

const encoding = {
  x: {
    field: "position",
    type: "ordinal",
    title: "weight",
    axis: { labels: false, ticks: false },
  },
  y: {
    field: "value",
    type: "quantitative",
    title: "value",
    axis: { tickCount: 3, format: "~g" },
  },
  color: seriesColour(SERIES, "square"),
} as const;

/** Bars of one column of panels: both adapters and their average. */
function bars(
  state: string,
  names: readonly string[],
  first: ArrayLike<number>,
  second: ArrayLike<number>,
) {
  return Array.from(first, (a, position) => {
    const b = second[position]!;
    const opposite = a < 0 && b > 0 || a > 0 && b < 0;
    const series = opposite ? "opposite signs" : "same sign, or one is zero";
    return [a, b, (a + b) / 2].map((value, i) => (
      { state, adapter: names[i]!, position, value, series }
    ));
  }).flat();
}
