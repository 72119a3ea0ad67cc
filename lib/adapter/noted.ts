import type { z } from "zod";

/**
 * Reads an entry of an adapter's metadata that is JSON, whoever wrote it.
 *
 * @param schema What it has to be.
 * @param text The entry.
 * @returns Nothing if there is no such entry, or another writer's of the same name.
 */
export function noted<T>(
  schema: z.ZodType<T>,
  text: string | undefined,
): T | undefined {
  if (text === undefined) return undefined;
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
