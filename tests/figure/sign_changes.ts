/**
 * Made-up changed signs for the tests of figures.
 *
 * @module
 */
import type { SignChangeRow } from "../../lib/figure/rows.ts";

/** Share of a target's own weights that a mixture turns round. */
export function changed(
  target: string,
  mixed: string,
  value: number,
): SignChangeRow {
  const k = mixed.split("+").length;
  return { metric: "sign_change", target, mixed, k, value, count: 1000 };
}
