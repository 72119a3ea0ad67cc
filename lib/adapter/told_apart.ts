/**
 * How messages tell apart what a run was started with and what it is started with now.
 *
 * @module
 */
import type { AdapterConfig } from "./config.ts";
import { kindOf } from "./kinds.ts";

/** An object of JSON. */
type Keys = Readonly<Record<string, unknown>>;

/**
 * Shortens two values of a setting to what differs: of adapters' configurations to
 * their kinds, of objects of the same kind to the keys that are not the same.
 *
 * @param before A value, as text.
 * @param now Another one.
 * @returns For example `["pfeiffer", "lora"]`, or `["r 4, alpha 8", "r 8, alpha 16"]`;
 * values that differ in no key are left as they are.
 */
export function toldApart(
  before: string,
  now: string,
): [before: string, now: string] {
  const [was, is] = [parsed(before), parsed(now)];
  const [old, fresh] = [kindIn(was), kindIn(is)];
  if (old && fresh && old !== fresh) return [old, fresh];
  if (!isObject(was) || !isObject(is)) return [before, now];
  const names = Object.keys({ ...was, ...is })
    .filter((name) => JSON.stringify(was[name]) !== JSON.stringify(is[name]));
  if (names.length === 0) return [before, now];
  return [told(was, names), told(is, names)];
}

/** Kind of the adapter that a value is the configuration of, or that there is none. */
function kindIn(value: unknown): string | undefined {
  if (value === null) return "none";
  if (!isObject(value) || !("r" in value || "mh_adapter" in value)) {
    return undefined;
  }
  return kindOf(value as AdapterConfig);
}

/** Some keys and their values, in words. */
function told(object: Keys, names: readonly string[]): string {
  return names.map((name) =>
    `${name} ${JSON.stringify(object[name]) ?? "not set"}`
  ).join(", ");
}

function isObject(value: unknown): value is Keys {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A text's value, if it is JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
