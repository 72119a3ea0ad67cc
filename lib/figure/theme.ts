/**
 * What all figures share: size of a page, fonts and colours.
 *
 * @module
 */
import type { Config } from "vega-lite";

/**
 * Eight colours that people with any colour vision can tell apart.
 *
 * @see Okabe and Ito 2008, "Color Universal Design"
 */
export const colours = {
  blue: "#0072B2",
  vermillion: "#D55E00",
  green: "#009E73",
  purple: "#CC79A7",
  sky: "#56B4E9",
  orange: "#E69F00",
  grey: "#7F7F7F",
  black: "#000000",
} as const;

/** Hues for lines that a legend or a label names, the strongest first. */
export const hues = [
  colours.blue,
  colours.orange,
  colours.purple,
  colours.green,
  colours.vermillion,
  colours.sky,
  colours.grey,
] as const;

const config: Config = {
  font: "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif",
  padding: 8,
  title: {
    anchor: "start",
    fontSize: 16,
    subtitleFontSize: 12,
    subtitleColor: "#555",
    offset: 12,
  },
  axis: {
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: "normal",
    gridColor: "#e6e6e6",
    domainColor: "#888",
    tickColor: "#888",
    labelLimit: 140,
  },
  header: { titleFontSize: 12, labelFontSize: 12, labelFontWeight: "bold" },
  legend: {
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: "normal",
    labelLimit: 400,
    symbolStrokeWidth: 2,
    symbolOpacity: 1,
  },
  view: { stroke: null },
};

/** Schema, background and style of a figure: the first lines of every spec. */
export const frame = {
  $schema: "https://vega.github.io/schema/vega-lite/v6.json",
  background: "white",
  config,
} as const;

/** A legend above the plot, in one line. */
export const legendOnTop = {
  orient: "top",
  direction: "horizontal",
  title: null,
  columns: 0,
} as const;
