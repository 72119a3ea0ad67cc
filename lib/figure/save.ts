/**
 * Figures as pictures.
 *
 * @module
 */
import type { TopLevelSpec } from "vega-lite";
import { writeFileAtomic } from "../io/atomic.ts";

/**
 * Draws a figure.
 *
 * @param spec Vega-Lite specification with its data inline.
 * @returns The picture, as the text of an SVG file.
 */
export async function renderSvg(spec: TopLevelSpec): Promise<string> {
  // Large, and only those who draw should wait for them.
  const { compile } = await import("vega-lite");
  const { parse, resetSVGDefIds, View } = await import("vega");
  // Vega counts ids on over all pictures; from zero, the same spec always
  // gives the same text.
  resetSVGDefIds();
  // Vega writes into the rows that it is given.
  const { spec: graph } = compile(structuredClone(spec));
  const view = new View(parse(graph), { renderer: "none" });
  const svg = await view.toSVG();
  view.finalize();
  return svg;
}

/**
 * Writes a figure as `{path}.vl.json`, its source, and `{path}.svg`, its picture.
 *
 * @param path Path without extension; folders on the way are made.
 * @param spec Vega-Lite specification with its data inline.
 * @returns The picture, as the text of the SVG file.
 */
export async function saveFigure(
  path: string,
  spec: TopLevelSpec,
): Promise<string> {
  const svg = await renderSvg(spec);
  await writeFileAtomic(`${path}.vl.json`, JSON.stringify(spec, null, 1));
  await writeFileAtomic(`${path}.svg`, svg);
  return svg;
}
