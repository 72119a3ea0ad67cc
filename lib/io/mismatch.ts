/**
 * What is wrong with the contents of a file of others, in words.
 *
 * @module
 */
import type { z } from "zod";
import { excerpt } from "./excerpt.ts";

/**
 * Says which key a schema refused first, what it is and what it should be.
 *
 * @param value The contents that were checked.
 * @param error What the schema found.
 * @returns A part of a sentence, e.g. `key "use_dora" is true, expected false`.
 */
export function mismatch(value: unknown, { issues }: z.ZodError): string {
  const { path = [], message = "" } = issues[0] ?? {};
  let found = value;
  for (const key of path) {
    found = (found as Record<PropertyKey, unknown> | undefined)?.[key];
  }
  const what = path.length > 0 ? `key "${path.join(".")}"` : "it";
  // Zod's messages read "Invalid input: expected number, received string".
  const [, expected = "another value"] =
    /expected (.*?)(?:, received .*)?$/.exec(message) ?? [];
  return `${what} is ${excerpt(found)}, expected ${expected}`;
}
