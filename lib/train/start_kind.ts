import { inputError } from "../io/failure.ts";
import type { Adapter } from "../adapter/adapter.ts";
import { type KindName, kindOf } from "../adapter/kinds.ts";

/** Options of an adapter's shape, which one that is there has already. */
const SHAPE = ["width", "rank", "alpha"] as const;

/** What the options of a run say of the adapter that it trains. */
export interface AskedKind {
  /** Value of `--adapter`; absent if it is not given. */
  readonly adapter: KindName | "none" | undefined;
  /** Value of `--adapter-init`. */
  readonly adapterInit: string | undefined;
  readonly width: number | undefined;
  readonly rank: number | undefined;
  readonly alpha: number | undefined;
}

/**
 * The kind of adapter that a run trains: that of the adapter that it starts from,
 * else the one that is asked for.
 *
 * @param asked What the options say.
 * @param start The adapter of `--adapter-init`, if there is one.
 * @returns The kind, or "none" for a head alone.
 * @throws {Failure} If a kind or a shape is asked for besides the adapter to start from
 * that is not the adapter's.
 */
export function startKind(
  { adapter: kind, adapterInit: source, ...shape }: AskedKind,
  start?: Pick<Adapter, "config">,
): KindName | "none" {
  if (!start) return kind ?? "pfeiffer";
  const own = start.config ? kindOf(start.config) : "none";
  if (kind !== undefined && kind !== own) {
    throw inputError(
      `Cannot use --adapter ${kind} with --adapter-init "${source}": that ${
        own === "none" ? "holds a head alone" : `is of the kind ${own}`
      }, expected --adapter ${own} or no --adapter`,
    );
  }
  const given = SHAPE.find((name) => shape[name] !== undefined);
  if (given === undefined) return own;
  throw inputError(
    `Cannot use --${given} with --adapter-init "${source}": that has a shape of its own, expected no --${given}`,
  );
}
