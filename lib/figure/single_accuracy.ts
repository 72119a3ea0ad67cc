import type { TopLevelSpec } from "vega-lite";
import { mean } from "../math/stats.ts";
import { seriesColour } from "./encodings.ts";
import { percent, percentNumber } from "./percent.ts";
import {
  type AccuracyRow,
  type MajorityRow,
  singleRows,
  type StudyRow,
} from "./rows.ts";
import { colours, frame } from "./theme.ts";

/** One adapter on its own domain; fractions, means over seeds. */
export interface Single {
  target: string;
  value: number;
  /** Lower end of the Wilson interval. */
  low: number;
  /** Upper end of the Wilson interval. */
  high: number;
  /** Accuracy of always answering the most frequent label, if known. */
  majority?: number;
}

/**
 * Accuracies of single adapters with what they must beat.
 *
 * @param rows Rows of a study, read for the majorities.
 * @param accuracies Accuracy rows of one setting.
 * @returns One entry a target, in the order first seen.
 */
export function singles(
  rows: readonly StudyRow[],
  accuracies: readonly AccuracyRow[],
): Single[] {
  const majorities = new Map(
    rows.filter((row): row is MajorityRow => row.metric === "majority")
      .map(({ target, value }) => [target, value]),
  );
  return [...Map.groupBy(singleRows(accuracies), ({ target }) => target)]
    .map(([target, same]) => {
      const majority = majorities.get(target);
      return {
        target,
        value: mean(same.map(({ value }) => value)),
        low: mean(same.map(({ low }) => low)),
        high: mean(same.map(({ high }) => high)),
        ...(majority === undefined ? {} : { majority }),
      };
    });
}

const SERIES = {
  "own adapter": colours.sky,
  "95% interval": colours.black,
  "most frequent label": colours.vermillion,
};

/**
 * Accuracy of each adapter alone, with its interval and the majority class.
 *
 * @param rows Rows of a study, read for the majorities.
 * @param accuracies Accuracy rows of one setting.
 * @returns A Vega-Lite specification, a bar a domain.
 * @throws {RangeError} If no row is of a single adapter.
 */
export function singleAccuracy(
  rows: readonly StudyRow[],
  accuracies: readonly AccuracyRow[],
): TopLevelSpec {
  const values = singles(rows, accuracies).map(bar);
  if (values.length === 0) {
    throw new RangeError("Cannot draw single adapters: 0 rows, expected some");
  }
  return {
    ...frame,
    title: "Accuracy of each adapter on its own domain",
    description: "A bar for each domain, with the majority class marked",
    width: 620,
    height: { step: 26 },
    data: { values },
    encoding: { y },
    layer: [
      {
        mark: { type: "bar", height: 16 },
        encoding: { x: x("value"), ...colour("own adapter") },
      },
      {
        mark: { type: "rule", strokeWidth: 1.5 },
        encoding: { x: x("low"), x2, ...colour("95% interval") },
      },
      {
        transform: [{ filter: "datum.majority !== null" }],
        mark: { type: "tick", thickness: 3, size: 22, opacity: 1 },
        encoding: { x: x("majority"), ...colour("most frequent label") },
      },
      {
        mark: { type: "text", align: "left", dx: 6, fontSize: 12 },
        encoding: { x: x("high"), text: { field: "label" } },
      },
    ],
  };
}

/** One adapter in percent, with its accuracy as text. */
function bar({ target, value, low, high, majority }: Single) {
  return {
    target,
    value: percent(value),
    low: percent(low),
    high: percent(high),
    majority: majority === undefined ? null : percent(majority),
    label: percentNumber(value),
  };
}

const y = {
  field: "target",
  type: "nominal",
  sort: null,
  title: null,
} as const;

const x2 = { field: "high" };

function x(field: string) {
  return {
    field,
    type: "quantitative" as const,
    title: "accuracy (%)",
    scale: { domain: [0, 100] },
    axis: { tickCount: 5 },
  };
}

function colour(datum: keyof typeof SERIES) {
  const { scale, legend } = seriesColour(SERIES, "square");
  return { color: { datum, scale, legend } };
}
