import { deepStrictEqual } from "node:assert/strict";
import { compile, type TopLevelSpec } from "vega-lite";

/**
 * Compiles a figure and fails if Vega-Lite has anything to say.
 *
 * @returns Data of the figure, one list of rows for each `data` in it.
 */
export function compiled(spec: TopLevelSpec): Record<string, unknown>[][] {
  const complaints: unknown[] = [];
  const complain = (...words: readonly unknown[]) => {
    complaints.push(words);
    return logger;
  };
  const logger = {
    level: (value?: number) => value === undefined ? 0 : logger,
    error: complain,
    warn: complain,
    info: complain,
    debug: complain,
    // deno-lint-ignore no-explicit-any -- the overloads of level have no literal
  } as any;
  const { spec: vega } = compile(spec, { logger });
  deepStrictEqual(complaints, []);
  return (vega.data ?? []).flatMap((data) =>
    "values" in data ? [data.values as Record<string, unknown>[]] : []
  );
}
