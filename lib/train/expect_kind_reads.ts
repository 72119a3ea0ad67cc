import type { KindName } from "../adapter/kinds.ts";
import { inputError } from "../io/failure.ts";

/** Options that shape an adapter, and what they shape. */
const SHAPES = {
  width: "a bottleneck",
  rank: "a LoRA",
  alpha: "a LoRA",
} as const;

/**
 * Checks that the options of an adapter's shape mean something to its kind, as one
 * that is not read would be taken for one that is.
 *
 * @param kind Kind of adapter, or none.
 * @param options Values of the options; undefined for those that are not given.
 * @throws {Failure} If one is given that the kind does not read.
 */
export function expectKindReads(
  kind: KindName | "none",
  options: Readonly<Record<keyof typeof SHAPES, number | undefined>>,
): void {
  const own = kind === "lora" ? "a LoRA" : "a bottleneck";
  for (const name of ["width", "rank", "alpha"] as const) {
    const read = kind !== "none" && SHAPES[name] === own;
    if (options[name] === undefined || read) continue;
    throw inputError(
      `Cannot use --${name} with --adapter ${kind}: it shapes ${
        SHAPES[name]
      }, expected another --adapter or no --${name}`,
    );
  }
}
