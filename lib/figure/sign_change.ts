import type { TopLevelSpec } from "vega-lite";
import { seriesColour } from "./encodings.ts";
import { percentDomain } from "./percent.ts";
import type { SignChangePoint } from "./sign_change_points.ts";
import { colours, frame } from "./theme.ts";

/** Words of the legend and their colours. */
const SERIES = {
  "own weights that change sign": colours.sky,
  "FSD of the pair": colours.grey,
  "accuracy mixed": colours.vermillion,
  "accuracy alone": colours.blue,
};

/** How far the axis of signs goes beyond the greatest, so that it is in sight. */
const HEADROOM = 1.08;

/** What is drawn along the panels. */
export interface SignChangeOptions {
  title: string;
  /** Title of the axis from left to right; none if the title says it. */
  place: string | null;
}

/**
 * Figures 5, 6, 14 and 15: bars of sign change with the accuracy of mixtures.
 *
 * @param points What is drawn, a panel a target: pairs, or sizes.
 * @param options Words of the figure.
 * @returns A Vega-Lite specification; signs belong to the left axis, accuracies
 * to the right one.
 * @throws {RangeError} If there are no points.
 * @see Nguyen and Le 2024, arXiv:2402.10639, figures 5, 6, 14 and 15
 */
export function signChange(
  points: readonly SignChangePoint[],
  { title, place }: SignChangeOptions,
): TopLevelSpec {
  if (points.length === 0) {
    throw new RangeError("Cannot draw changed signs: 0 points, expected some");
  }
  const targets = [...new Set(points.map(({ target }) => target))];
  const accuracies = points.flatMap(({ mixed, own }) => [mixed, own]);
  const numbers = typeof points[0]!.place === "number";
  const pairs = points.some(({ fsd }) => fsd !== null);
  const colour = colourOf(pairs);
  const domain = percentDomain(accuracies);
  const most = HEADROOM * Math.max(
    ...points.flatMap(({ change, fsd }) => [change, fsd ?? 0]),
  );
  const layer = [
    { layer: [bars(most, colour), ...pairs ? [ticks(most, colour)] : []] },
    { layer: accuracyLines(domain, colour) },
  ];
  const x = {
    field: "place",
    type: numbers ? "ordinal" as const : "nominal" as const,
    title: place,
    sort: null,
    scale: { domain: placesOf(points, targets) },
    axis: { labelAngle: numbers ? 0 : -45, labelLimit: 140 },
  };
  return {
    ...frame,
    title,
    description: `${title}: a panel for each of ${targets.length} targets`,
    columns: Math.min(3, targets.length),
    spacing: 16,
    // Vega-Lite has no facets whose panels have two axes of the same direction.
    concat: targets.map((target) => ({
      title: { text: target, fontSize: 12, anchor: "middle", offset: 4 },
      width: 200,
      height: 100,
      data: { values: points.filter((point) => point.target === target) },
      encoding: { x },
      layer,
      resolve: { scale: { y: "independent" } },
    })),
  };
}

/** Places from left to right: adapters in the order of the panels. */
function placesOf(
  points: readonly SignChangePoint[],
  targets: readonly string[],
): (string | number)[] {
  const places = new Set(points.map(({ place }) => place));
  const first = targets.filter((target) => places.has(target));
  return [...new Set([...first, ...places])];
}

/** Signs in percent, up to the greatest of all panels. */
function signAxis(most: number) {
  return {
    type: "quantitative" as const,
    title: "signs (%)",
    scale: { domain: [0, most || 1] },
    axis: { tickCount: 4, orient: "left" as const },
  };
}

function bars(most: number, colour: Colour) {
  return {
    mark: { type: "bar" as const },
    encoding: {
      y: { field: "change", ...signAxis(most) },
      ...colour("own weights that change sign"),
    },
  };
}

function ticks(most: number, colour: Colour) {
  return {
    transform: [{ filter: "datum.fsd !== null" }],
    mark: { type: "tick" as const, thickness: 2, opacity: 1 },
    encoding: {
      y: { field: "fsd", ...signAxis(most) },
      ...colour("FSD of the pair"),
    },
  };
}

/** Mixed accuracies, and that of the own adapter, which is the same everywhere. */
function accuracyLines(domain: readonly [number, number], colour: Colour) {
  const y = {
    type: "quantitative" as const,
    title: "accuracy (%)",
    scale: { domain: [...domain], zero: false },
    axis: { tickCount: 4, orient: "right" as const, grid: false },
  };
  return [
    {
      mark: { type: "line" as const, point: { size: 16 }, strokeWidth: 1.6 },
      encoding: { y: { field: "mixed", ...y }, ...colour("accuracy mixed") },
    },
    {
      mark: {
        type: "line" as const,
        strokeDash: [5, 3],
        strokeWidth: 1.6,
      },
      encoding: { y: { field: "own", ...y }, ...colour("accuracy alone") },
    },
  ];
}

type Colour = ReturnType<typeof colourOf>;

/** Colours of the series, with the pairs' FSD in the legend or without it. */
function colourOf(pairs: boolean) {
  const series = Object.entries(SERIES)
    .filter(([name]) => pairs || name !== "FSD of the pair");
  const { scale, legend } = seriesColour(Object.fromEntries(series), "square");
  return (datum: keyof typeof SERIES) => ({ color: { datum, scale, legend } });
}
