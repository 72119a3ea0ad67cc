/**
 * PEFT's patterns of module names, which give some modules a rank or an alpha of
 * their own.
 *
 * @module
 */
import { inputError } from "../../io/failure.ts";

/** Longest pattern, and longest name that one is tried on, in characters. */
const MAX_LENGTH = 200;

/** Most repetitions in one pattern. */
const MAX_REPETITIONS = 3;

/**
 * The value of the first pattern that a module's name ends with.
 *
 * @param patterns Values by pattern: a name, or a regular expression of one.
 * @param module Name of the module, e.g. `encoder.layer.0.attention.self.query`.
 * @param path Path of the file that states them, for errors.
 * @returns The value; none if no pattern fits.
 * @throws {Failure} If a pattern is too complex to be tried on names of others, or
 * the name too long.
 * @see peft, `utils/other.py`, `get_pattern_key`
 */
export function patternValue(
  patterns: Readonly<Record<string, number>>,
  module: string,
  path: string,
): number | undefined {
  const entries = Object.entries(patterns);
  if (entries.length > 0 && module.length > MAX_LENGTH) {
    throw inputError(
      `Cannot use "${path}": it has patterns for a module whose name has ${module.length} letters, expected at most ${MAX_LENGTH}`,
    );
  }
  const found = entries.find(([pattern]) =>
    compiled(pattern, path).test(module)
  );
  return found?.[1];
}

const cache = new Map<string, RegExp>();

function compiled(pattern: string, path: string): RegExp {
  const known = cache.get(pattern);
  if (known) return known;
  expectSimple(pattern, path);
  let made: RegExp;
  try {
    made = new RegExp(`^(?:.*\\.)?(?:${pattern})$`);
  } catch (error) {
    throw refusal(pattern, path, error);
  }
  cache.set(pattern, made);
  return made;
}

/**
 * Throws unless a pattern takes a short time on every name: a repeated group may
 * take one that doubles with each letter.
 */
function expectSimple(pattern: string, path: string) {
  const repetitions = pattern.match(/[*+{]/g) ?? [];
  const simple = pattern.length <= MAX_LENGTH &&
    repetitions.length <= MAX_REPETITIONS &&
    !/\)\s*[*+?{]/.test(pattern) && !/\\[1-9k]|\(\?/.test(pattern);
  if (!simple) throw refusal(pattern, path);
}

function refusal(pattern: string, path: string, cause?: unknown) {
  return inputError(
    `Cannot use "${path}": its pattern ${
      JSON.stringify(pattern)
    } is not one of few letters and no repeated group, expected such a regular expression`,
    cause,
  );
}
