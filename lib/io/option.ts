/**
 * Kinds of command-line options: what a script declares, one call an option.
 *
 * @module
 */

/** Stands where the default would: the user has to give this option. */
export const required: unique symbol = Symbol("required");

/** What an option is when the user does not give it. */
export type Fallback<T> = T | typeof required | undefined;

/** Type of an option's value: without a default it may be undefined. */
export type Given<T, F> = undefined extends F ? T | undefined : T;

/** One declared option; made by the functions of this module. */
export interface Option<T> {
  /** What it sets, for `--help`: a phrase without a full stop. */
  readonly about: string;
  /** Its value when it is not given, or {@linkcode required}. */
  readonly fallback: T | typeof required;
  /** What stands for its value in `--help`, or "" if it takes none. */
  readonly placeholder: string;
  /** What its value has to be, as it follows "expected" in an error. */
  readonly expected: string;
  /** Whether it is a list, which a second one would replace unnoticed. */
  readonly list?: true;
  /** Its value from what the user wrote; undefined if that is not one. */
  parse(text: string): T | undefined;
}

/** Ends of a range of numbers, both included. */
export interface Range {
  readonly min?: number;
  readonly max?: number;
}

/**
 * An option that is a text, such as a path or a name.
 *
 * @param fallback Its default; undefined if it has none.
 * @param about What it sets.
 * @returns The option.
 */
export function text<F extends Fallback<string>>(
  fallback: F,
  about: string,
): Option<Given<string, F>> {
  return option<string, F>(fallback, {
    about,
    placeholder: "TEXT",
    expected: "some text",
    parse: (text) => text === "" ? undefined : text,
  });
}

/**
 * An option that is a list of texts, written with commas between them.
 *
 * @param fallback Its default; undefined if it has none.
 * @param about What it sets.
 * @returns The option.
 */
export function texts<F extends Fallback<readonly string[]>>(
  fallback: F,
  about: string,
): Option<Given<readonly string[], F>> {
  return option<readonly string[], F>(fallback, {
    about,
    placeholder: "TEXT,...",
    expected: "texts with a comma between two",
    list: true,
    parse(text) {
      const parts = text.split(",");
      return parts.includes("") ? undefined : parts;
    },
  });
}

/**
 * An option that is a list of finite numbers, written with commas between them.
 *
 * @param fallback Its default; undefined if it has none.
 * @param about What they set, with their unit.
 * @returns The option.
 */
export function numbers<F extends Fallback<readonly number[]>>(
  fallback: F,
  about: string,
): Option<Given<readonly number[], F>> {
  return option<readonly number[], F>(fallback, {
    about,
    placeholder: "NUMBER,...",
    expected: "numbers with a comma between two",
    list: true,
    parse(text) {
      const parts = text.split(",").map((part) => parseNumber(part, {}));
      return parts.every((part) => part !== undefined) ? parts : undefined;
    },
  });
}

/**
 * An option that is a finite number.
 *
 * @param fallback Its default; undefined if it has none.
 * @param about What it sets, with its unit.
 * @param range Smallest and largest number allowed.
 * @returns The option.
 */
export function number<F extends Fallback<number>>(
  fallback: F,
  about: string,
  range: Range = {},
): Option<Given<number, F>> {
  return option<number, F>(fallback, {
    about,
    placeholder: "NUMBER",
    expected: `a number${spell(range)}`,
    parse: (text) => parseNumber(text, range),
  });
}

/**
 * An option that is a whole number.
 *
 * @param fallback Its default; undefined if it has none.
 * @param about What it sets, with its unit.
 * @param range Smallest and largest number allowed.
 * @returns The option.
 */
export function integer<F extends Fallback<number>>(
  fallback: F,
  about: string,
  range: Range = {},
): Option<Given<number, F>> {
  return option<number, F>(fallback, {
    about,
    placeholder: "N",
    expected: `a whole number${spell(range)}`,
    parse(text) {
      const value = parseNumber(text, range);
      return Number.isSafeInteger(value) ? value : undefined;
    },
  });
}

/**
 * An option that is one of a few names.
 *
 * @param names The names.
 * @param fallback Its default; undefined if it has none.
 * @param about What it sets.
 * @returns The option.
 */
export function choice<
  const Names extends readonly string[],
  F extends Fallback<Names[number]>,
>(
  names: Names,
  fallback: F,
  about: string,
): Option<Given<Names[number], F>> {
  return option<Names[number], F>(fallback, {
    about,
    placeholder: names.join("|"),
    expected: `one of ${names.join(", ")}`,
    parse: (text) => names.find((name) => name === text),
  });
}

/**
 * An option that is on or off and takes no value.
 *
 * @param about What the flag that is not the default does.
 * @param fallback Whether it is on by default; then that flag is `--no-...`.
 * @returns The option.
 */
export function toggle(about: string, fallback = false): Option<boolean> {
  return option<boolean, boolean>(fallback, {
    about,
    placeholder: "",
    expected: "no value",
    parse: () => undefined,
  });
}

/** The one place where a default's type becomes the value's type. */
function option<T, F extends Fallback<T>>(
  fallback: F,
  rest: Omit<Option<T>, "fallback">,
): Option<Given<T, F>> {
  return { fallback, ...rest } as Option<Given<T, F>>;
}

function parseNumber(text: string, { min, max }: Range): number | undefined {
  const value = text.trim() === "" ? NaN : Number(text);
  const inside = value >= (min ?? -Infinity) && value <= (max ?? Infinity);
  return Number.isFinite(value) && inside ? value : undefined;
}

function spell({ min, max }: Range): string {
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
  if (min !== undefined) return ` of at least ${min}`;
  return max === undefined ? "" : ` of at most ${max}`;
}
