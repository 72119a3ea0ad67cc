import type { TopLevelSpec } from "vega-lite";

/** A section whose figure is not drawn yet. */
export interface StudySection {
  /** File name of the figure, without folder and extension. */
  name: string;
  heading: string;
  /** Plain paragraphs. */
  text: string[];
  /** Sentences of a list after the paragraphs. */
  points?: string[];
  spec?: TopLevelSpec;
  /** How to read the figure. */
  caption?: string;
  /** Table, as HTML. */
  table?: string;
}
