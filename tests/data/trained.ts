/**
 * Adapters as far as they tell of their data.
 *
 * @module
 */
import type { Trained } from "../../data/trained_data.ts";
import { type Origin, originMetadata } from "../../lib/adapter/origin.ts";

/** An adapter that was trained on these data, the last first. */
export function trained(name: string, ...origins: Origin[]): Trained {
  return { name, metadata: { ...originMetadata(origins) } };
}
