/**
 * Options of a script: declared once, read from the command line, typed.
 *
 * @module
 */
import { parseArgs } from "node:util";
import {
  type Declaration,
  type Flag,
  flagsOf,
  type Positional,
} from "./declaration.ts";
import { inputError } from "./failure.ts";
import { nearest } from "./nearest.ts";
import { type Option, required } from "./option.ts";
import { HelpRequest, usage } from "./usage.ts";

/** The values that were read, by option, and the arguments without a flag. */
export type Values<D extends Declaration> =
  & {
    readonly [K in keyof D["options"]]: D["options"][K] extends Option<infer T>
      ? T
      : never;
  }
  & (D extends { positional: Positional } ? { positional: readonly string[] }
    : unknown);

/**
 * Reads the command line by a script's declaration.
 *
 * `learningRate` is read from `--learning-rate 1e-4` or `--learning-rate=1e-4`;
 * the last one counts, and a list is given once. A toggle that is on by default is turned off by `--no-`
 * before its name. What follows `--` is never a flag.
 *
 * @param declaration What the script takes.
 * @param args Command-line arguments.
 * @returns A value for every option, defaults filled in.
 * @throws {Failure} If an argument is unknown, missing or not of its type.
 * @throws {HelpRequest} If `--help` or `-h` is among the arguments.
 *
 * @example
 * ```ts
 * import { number, toggle } from "./option.ts";
 * import { readOptions } from "./options.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * const options = readOptions({
 *   name: "train",
 *   about: "Trains one adapter",
 *   options: {
 *     learningRate: number(1e-4, "peak learning rate", { min: 0 }),
 *     shuffle: toggle("keep the order of the examples", true),
 *   },
 * }, ["--learning-rate=0.01", "--no-shuffle"]);
 * deepStrictEqual(options, { learningRate: 0.01, shuffle: false });
 * ```
 */
export function readOptions<const D extends Declaration>(
  declaration: D,
  args: readonly string[] = Deno.args,
): Values<D> {
  const { options, positional } = declaration;
  const flags = flagsOf(options);
  const tokens = tokenize(flags, args);
  if (tokens.some(asksForHelp)) throw new HelpRequest(usage(declaration));

  const values: Record<string, unknown> = {};
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const flag = flags.get(token.rawName);
    if (!flag) throw unknownFlag(token.rawName, [...flags.keys()]);
    if (flag.option.list && Object.hasOwn(values, flag.key)) {
      throw repeatedList(token.rawName, flag);
    }
    values[flag.key] = readValue(flag, token);
  }
  const filled = fillIn(declaration, values);
  const rest = tokens.flatMap((token) =>
    token.kind === "positional" ? [token.value] : []
  );
  expectCount(declaration, rest);
  return (positional ? { ...filled, positional: rest } : filled) as Values<D>;
}

type Token = ReturnType<typeof tokenize>[number];
type OptionToken = Extract<Token, { kind: "option" }>;

function tokenize(flags: ReadonlyMap<string, Flag>, args: readonly string[]) {
  const types = [...flags].map(([name, { sets }]) =>
    [name.slice(2), {
      type: sets === undefined ? "string" : "boolean",
    }] as const
  );
  // Not strict: the messages of parseArgs say less than ours.
  return parseArgs({
    args: [...args],
    options: Object.fromEntries(types),
    strict: false,
    allowPositionals: true,
    tokens: true,
  }).tokens;
}

function asksForHelp(token: Token): boolean {
  return token.kind === "option" && ["--help", "-h"].includes(token.rawName);
}

function unknownFlag(name: string, flags: readonly string[]) {
  const meant = nearest(name, flags);
  return inputError(
    `Cannot read ${name}: there is no such option, expected ${
      meant ? `${meant} or another` : "one"
    } that --help lists`,
  );
}

function repeatedList(name: string, { option }: Flag) {
  return inputError(
    `Cannot read ${name}: it is given twice, expected once, ${option.expected}`,
  );
}

function readValue(
  { option, sets }: Flag,
  { rawName, value, inlineValue }: OptionToken,
): unknown {
  if (sets !== undefined) {
    if (value === undefined) return sets;
    throw inputError(
      `Cannot read ${rawName}: it has the value "${value}", expected none`,
    );
  }
  if (value === undefined || (!inlineValue && value.startsWith("--"))) {
    throw inputError(
      `Cannot read ${rawName}: it has no value, expected ${option.expected}`,
    );
  }
  const parsed = option.parse(value);
  if (parsed === undefined) {
    throw inputError(
      `Cannot read ${rawName}: it is "${value}", expected ${option.expected}`,
    );
  }
  return parsed;
}

/** Values of all options in declared order; throws if a required one lacks. */
function fillIn(
  { name, options }: Declaration,
  values: Record<string, unknown>,
): Record<string, unknown> {
  for (const [flag, { key, option }] of flagsOf(options)) {
    if (Object.hasOwn(values, key) || option.fallback !== required) continue;
    throw inputError(
      `Cannot run ${name}: ${flag} is missing, expected ${option.expected}`,
    );
  }
  return Object.fromEntries(
    Object.entries(options).map((
      [key, { fallback }],
    ) => [key, Object.hasOwn(values, key) ? values[key] : fallback]),
  );
}

function expectCount(
  { name, positional }: Declaration,
  given: readonly string[],
) {
  if (!positional && given.length > 0) {
    throw inputError(
      `Cannot run ${name}: it is given "${given[0]}", expected only options`,
    );
  }
  const { min = 0, max = Infinity, name: what } = positional ?? {};
  const count = given.length;
  if (count >= min && count <= max) return;
  throw inputError(
    `Cannot run ${name}: it is given ${count} ${what}${
      count === 1 ? "" : "s"
    }, expected at ${count < min ? `least ${min}` : `most ${max}`}`,
  );
}
