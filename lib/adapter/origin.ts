/**
 * Where the texts are that an adapter was trained on, as its metadata keep it: later
 * commands find its data again, and do not test it on what it has seen.
 *
 * @module
 */
import { z } from "zod";
import type { Adapter } from "./adapter.ts";
import { noted } from "./noted.ts";

/** Data that an adapter was trained on. */
export interface Origin {
  /**
   * Name of a data set, owner/name on the Hub, or absolute path of one's own,
   * without links.
   */
  readonly place: string;
  /**
   * How it was divided: without common texts, as in paper 1, or, of a file, not at
   * all, so that every row was trained on. Absent for made-up domains.
   */
  readonly splits?: "clean" | "paper" | "whole" | undefined;
  /** Seed of a made-up domain, which draws other texts with another one. */
  readonly seed?: number | undefined;
  /** Absolute path of the directory of real data sets, if its files were there. */
  readonly dataDir?: string | undefined;
  /** Absolute path of a file of its own for validation. */
  readonly validation?: string | undefined;
  /** Digest of the texts of a file, by which it is known where it is moved or copied. */
  readonly texts?: string | undefined;
}

const origins: z.ZodType<Origin[]> = z.array(z.object({
  place: z.string().min(1),
  splits: z.enum(["clean", "paper", "whole"]).optional(),
  seed: z.int().optional(),
  dataDir: z.string().min(1).optional(),
  validation: z.string().min(1).optional(),
  texts: z.string().min(1).optional(),
}));

/**
 * Data that an adapter was trained on.
 *
 * @param adapter The adapter.
 * @returns The last data first, and of a mixture those of the first member; none if
 * its files do not tell.
 */
export function originsOf({ metadata }: Pick<Adapter, "metadata">): Origin[] {
  return noted(origins, metadata.trained_on) ?? [];
}

/**
 * What an adapter's metadata say of the data that it was trained on.
 *
 * @param origins The data, the last first; what is there twice counts once.
 * @returns Metadata; none if nothing is known.
 */
export function originMetadata(
  origins: readonly Origin[],
): { trained_on?: string } {
  const distinct = new Set(origins.map((origin) => JSON.stringify(origin)));
  return distinct.size > 0
    ? { trained_on: `[${[...distinct].join(",")}]` }
    : {};
}
