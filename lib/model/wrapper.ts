/**
 * Places of an encoder at which other layers may be put in.
 *
 * @module
 */
import type { Join, Layer } from "./layer.ts";

/** A place in the encoder: a block, counted from 0, and a part of it. */
export interface Site<Part extends string> {
  readonly block: number;
  readonly part: Part;
}

/** Projections of the attention. */
export type Projection = "query" | "key" | "value";

/** Sublayers of a block. */
export type Sublayer = "attention" | "feedForward";

/** Wraps layers of the encoder; what it leaves out stays as it is. */
export interface Wrapper {
  /** Wraps a projection of the attention. */
  projection?(site: Site<Projection>, base: Layer): Layer;
  /** Wraps the join after a sublayer. */
  join?(site: Site<Sublayer>, base: Join): Join;
}
