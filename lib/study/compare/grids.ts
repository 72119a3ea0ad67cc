/**
 * The settings that each method of mixing is tried with.
 *
 * @module
 */
import type { MethodName } from "../../mix/methods.ts";

/** One choice of a method's settings. */
export interface Setting {
  /** Share of the weights that is kept. */
  readonly density?: number;
  /** Share of the blocks that is pruned, those of most sign conflicts. */
  readonly depth?: number;
  readonly signs?: "total" | "frequency";
  readonly lambda?: number;
  readonly reference?: "zero" | "initial";
  readonly selection?: "similarity" | "clustering";
  readonly space?: "factors" | "delta";
}

/** Values of each setting, all of whose combinations are tried. */
type Grid = { readonly [Name in keyof Setting]: readonly Setting[Name][] };

const DENSITIES = [0.2, 0.1, 0.5, 0.8] as const;
const SIGNS = ["total", "frequency"] as const;
const LAMBDAS = [1, 0.1, 0.2, 0.3, 0.5, 0.7] as const;
const REFERENCES = ["zero", "initial"] as const;

/** What is tried of each method, its authors' usual values first. */
const grids: Readonly<Record<MethodName, Grid>> = {
  average: {},
  sparse: { density: [0.1, 0.2, 0.5], depth: [1, 0.25, 0.5, 0.75] },
  linear: { space: ["factors", "delta"] },
  cat: {},
  svd: {},
  ties: { density: DENSITIES, signs: SIGNS },
  ties_global: { density: DENSITIES, lambda: LAMBDAS, reference: REFERENCES },
  dare_linear: { density: [0.1, 0.3, 0.5, 0.8] },
  dare_ties: { density: [0.1, 0.3, 0.5, 0.8], signs: SIGNS },
  magnitude_prune: { density: DENSITIES },
  task_arithmetic: { lambda: LAMBDAS, reference: REFERENCES },
  fisher: {},
  regmean: {},
  greedy_soup: {},
  adapter_soup: { selection: ["similarity", "clustering"] },
};

/**
 * The settings that a method is tried with.
 *
 * @param method The method.
 * @param about Whether LoRAs are mixed, and whether their common start is known:
 * what has no meaning otherwise is left out.
 * @returns Every combination, the usual one first.
 */
export function settingsOf(
  method: MethodName,
  { lora, started }: { lora: boolean; started: boolean },
): Setting[] {
  const { space, reference, ...rest } = grids[method];
  return combinations({
    ...rest,
    ...(lora && space && { space }),
    ...(started && reference && { reference }),
  });
}

/** One value of each name. */
type Choice<Values> = {
  [Name in keyof Values]: Values[Name] extends readonly (infer Value)[] ? Value
    : never;
};

/**
 * Every combination of values, those of the first name changing slowest.
 *
 * @param values Values by name.
 */
export function combinations<
  const Values extends Readonly<Record<string, readonly unknown[]>>,
>(values: Values): Choice<Values>[] {
  return Object.entries(values).reduce<object[]>(
    (all, [name, some]) =>
      all.flatMap((one) => some.map((value) => ({ ...one, [name]: value }))),
    [{}],
  ) as Choice<Values>[];
}

/**
 * Settings as rows name them.
 *
 * @param setting Values by name.
 * @returns For example "density 0.2, signs total".
 */
export function settingText(setting: Readonly<object>): string {
  return Object.entries(setting)
    .map(([name, value]) => `${name} ${value}`).join(", ");
}
