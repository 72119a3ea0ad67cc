import type { TopLevelSpec } from "vega-lite";
import { mean } from "../math/stats.ts";
import {
  byTargetAndSize,
  greatest,
  least,
  type TargetSize,
} from "./by_size.ts";
import { seriesColour, sizeAxis } from "./encodings.ts";
import { panels } from "./panels.ts";
import { equalSpans, percent } from "./percent.ts";
import { type AccuracyRow, singleRows } from "./rows.ts";
import { sampleText } from "./sampling.ts";
import { colours, frame } from "./theme.ts";
import { runs } from "./runs.ts";

/** Words of the legend and their colours. */
const SERIES = {
  "mixtures": colours.grey,
  "best mixture": colours.green,
  "mean": colours.black,
  "worst mixture": colours.vermillion,
  "own adapter alone": colours.blue,
};

const HEIGHT = 120;

/** Series of no mark, which only holds the ends of a panel's axis. */
const ENDS = "ends";

/** As many words as a line of the subtitle holds. */
const LINE = /.{1,85}(?: |$)/g;

/** Diameter of a dot, in pixels. */
const DOT = 3;

/**
 * Figure 3: accuracy against the number of mixed adapters, a panel a target.
 *
 * @param rows Accuracy rows of one setting; mixtures without the target's own
 * adapter are left out.
 * @param title Title of the figure.
 * @returns A Vega-Lite specification; mixtures whose dots touch are drawn as
 * one line, because thousands of dots look the same and weigh megabytes. All
 * panels span as many percents.
 * @throws {RangeError} If no row fits.
 * @see Nguyen and Le 2024, arXiv:2402.10639, figures 3 and 10 to 13
 */
export function mixtureAccuracy(
  rows: readonly AccuracyRow[],
  title = "Accuracy of mixtures, by number of mixed adapters",
): TopLevelSpec {
  const data = points(rows);
  if (data.length === 0) {
    throw new RangeError("Cannot draw mixtures: 0 accuracies, expected some");
  }
  const targets = [...new Set(data.map(({ target }) => target))];
  const { facets, width } = panels("target", targets);
  const sample = sampleText(rows).match(LINE);
  return {
    ...frame,
    title: {
      text: title,
      ...(sample && { subtitle: [...sample] }),
    },
    description: `${title}: a panel for each of ${targets.length} targets`,
    data: { values: data },
    ...facets,
    resolve: { ...facets.resolve, scale: { y: "independent" } },
    spec: {
      width,
      height: HEIGHT,
      encoding: {
        x: { ...sizeAxis, axis: { ...sizeAxis.axis, tickCount: 6 } },
        y: {
          field: "value",
          type: "quantitative",
          title: "accuracy (%)",
          scale: { zero: false, nice: false },
          axis: { tickCount: 4 },
        },
        color: seriesColour(SERIES, "stroke"),
      },
      layer: [ends, marks, lines],
    },
  };
}

const ends = {
  transform: [{ filter: `datum.series === '${ENDS}'` }],
  mark: { type: "point" as const, opacity: 0, aria: false },
};

const marks = {
  transform: [{ filter: "datum.series === 'mixtures'" }],
  mark: {
    type: "rule" as const,
    strokeWidth: DOT,
    strokeCap: "round" as const,
    opacity: 0.5,
    aria: false,
  },
  encoding: { y2: { field: "high" } },
};

const lines = {
  transform: [{
    filter: `datum.series !== 'mixtures' && datum.series !== '${ENDS}'`,
  }],
  mark: { type: "line" as const, strokeWidth: 1.8 },
  encoding: {
    strokeDash: {
      condition: {
        test: "datum.series === 'own adapter alone'",
        value: [5, 3],
      },
      value: [1, 0],
    },
  },
};

/** What the panels draw, in percent. */
function points(rows: readonly AccuracyRow[]) {
  const groups = byTargetAndSize(rows).filter(({ k }) => k > 1);
  const singles = Map.groupBy(singleRows(rows), ({ target }) => target);
  const sizes = [...new Set(groups.map(({ k }) => k)), 1];
  const reference = [...singles].flatMap(([target, ofTarget]) => {
    const value = percent(mean(ofTarget.map((row) => row.value)));
    const series = "own adapter alone";
    return [least(sizes), greatest(sizes)]
      .map((k) => ({ target, k, series, value }));
  });
  const summaries = groups.flatMap(({ target, k, values }) => [
    { target, k, series: "best mixture", value: percent(greatest(values)) },
    { target, k, series: "mean", value: percent(mean(values)) },
    { target, k, series: "worst mixture", value: percent(least(values)) },
  ]);
  const drawn = [...reference, ...summaries];
  const panels = Map.groupBy(drawn, ({ target }) => target);
  const axes = equalSpans(
    new Map([...panels].map(([target, points]) => [target, valuesOf(points)])),
  );
  const k = least(sizes);
  const ends = [...axes].flatMap(([target, both]) =>
    both.map((value) => ({ target, k, series: ENDS, value }))
  );
  const [[low, high] = [0, 100]] = axes.values();
  return [...drawn, ...dots(groups, high - low), ...ends];
}

/** Every mixture, those whose dots touch on an axis of so many percents as one. */
function dots(groups: readonly TargetSize[], span: number) {
  const gap = DOT * span / HEIGHT;
  return groups.flatMap(({ target, k, values }) =>
    runs(values.map(percent), gap).map((run) => (
      // A rule of no length has no direction, so some viewers leave it out.
      {
        target,
        k,
        series: "mixtures",
        value: run.low,
        high: run.high + gap / 100,
      }
    ))
  );
}

function valuesOf(points: readonly { value: number }[]): number[] {
  return points.map(({ value }) => value);
}
