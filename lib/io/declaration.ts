/**
 * What a script says about itself and about what it takes.
 *
 * @module
 */
import type { Option } from "./option.ts";

/** What a script is and takes. */
export interface Declaration {
  /** Its name, as in `deno task <name>`. */
  readonly name: string;
  /** What it does: a sentence without a full stop. */
  readonly about: string;
  /** Its options by the names that code uses, e.g. `learningRate`. */
  readonly options: Readonly<Record<string, Option<unknown>>>;
  /** Its arguments without a flag, if it takes any. */
  readonly positional?: Positional;
}

/** Arguments without a flag, e.g. the adapters to compare. */
export interface Positional {
  /** What one of them is, e.g. "adapter". */
  readonly name: string;
  /** What they are, for `--help`: a phrase without a full stop. */
  readonly about: string;
  /** Fewest allowed; 0 by default. */
  readonly min?: number;
  /** Most allowed; any number by default. */
  readonly max?: number;
}

/** A flag that the user may write, and the option that it sets. */
export interface Flag {
  readonly key: string;
  readonly option: Option<unknown>;
  /** What the flag sets by itself; undefined if a value follows it. */
  readonly sets?: boolean;
}

/**
 * Flags of declared options.
 *
 * @param options Options by the names that code uses.
 * @returns Flags by what the user writes, e.g. `--learning-rate`. A toggle that
 * is on by default has two, e.g. `--no-shuffle` and `--shuffle`.
 */
export function flagsOf(options: Declaration["options"]): Map<string, Flag> {
  const flags = new Map<string, Flag>();
  for (const [key, option] of Object.entries(options)) {
    const name = key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    if (typeof option.fallback !== "boolean") {
      flags.set(`--${name}`, { key, option });
      continue;
    }
    if (option.fallback) {
      flags.set(`--no-${name}`, { key, option, sets: false });
    }
    flags.set(`--${name}`, { key, option, sets: true });
  }
  return flags;
}
