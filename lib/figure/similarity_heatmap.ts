import type { TopLevelSpec } from "vega-lite";
import { heatmap } from "./heatmap.ts";

/** Cosine of the centroids of two data sets. */
export interface SimilarityRow {
  readonly row: string;
  readonly column: string;
  /** Cosine, -1 to 1. */
  readonly value: number;
}

/**
 * Figure 2a: how similar the texts of every two data sets are to an encoder.
 *
 * The scale starts at the least cosine: those of most encoders are all high.
 *
 * @param rows Every ordered pair, at least one.
 * @param words Name of the encoder, and how many documents each centroid is of.
 * @returns A Vega-Lite specification.
 * @throws {RangeError} If there are no rows.
 * @see Nguyen and Le 2024, arXiv:2402.10639, figure 2a, which is drawn of another
 * encoder, the Universal Sentence Encoder
 */
export function similarityHeatmap(
  rows: readonly SimilarityRow[],
  { encoder, about }: { encoder: string; about: string },
): TopLevelSpec {
  const rounded = (value: number) => Math.round(value * 1e4) / 1e4;
  const cells = rows.map(({ row, column, value }) => ({
    row,
    column,
    value: rounded(value),
  }));
  const lowest = Math.min(...cells.map(({ value }) => value));
  return heatmap(cells, {
    title: `Similarity of data sets to the encoder ${encoder}`,
    subtitle: about,
    legend: "cosine",
    format: ".2f",
    least: Math.floor(lowest * 20) / 20,
  });
}
