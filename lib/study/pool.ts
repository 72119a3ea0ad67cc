/**
 * The adapters that a comparison or a table of mixtures is about.
 *
 * @module
 */
import { inputError } from "../io/failure.ts";
import { digest, digestWeights } from "../io/digest.ts";
import type { Model } from "../model/loaded.ts";
import type { Adapter, AdapterHead } from "../adapter/adapter.ts";
import { expectAlike } from "../adapter/alike.ts";
import { adapterDirectories, distinctNames } from "../adapter/directories.ts";
import { readAdapter } from "../adapter/file.ts";
import { expectFitting } from "../adapter/fitting.ts";
import { atOneScaling } from "../adapter/scaling.ts";
import { expectNames } from "./expect_names.ts";

/** Adapters by their names, each with the head of its own task. */
export type Pool = ReadonlyMap<
  string,
  Adapter & { readonly head: AdapterHead }
>;

/**
 * Reads adapters of one kind that fit a model and have a head.
 *
 * @param model The model.
 * @param paths What {@linkcode adapterDirectories} takes.
 * @returns The adapters by short names, at one scaling.
 * @throws {Failure} If one cannot be read, does not fit, or has no head, or if rows
 * could not tell mixtures of them apart by name.
 */
export async function readPool(
  model: Model,
  paths: readonly string[],
): Promise<Pool> {
  const directories = await adapterDirectories(paths);
  const names = distinctNames(directories);
  expectNames(names);
  const adapters = atOneScaling(
    await Promise.all(directories.map((path) => readAdapter(path))),
  );
  expectAlike(adapters, directories);
  return new Map(adapters.map((adapter, i) => {
    const { head } = adapter;
    expectFitting(adapter, model, directories[i]!);
    if (head) return [names[i]!, { ...adapter, head }];
    throw inputError(
      `Cannot judge mixtures of "${
        directories[i]
      }": it has no head, expected one for its own test set`,
    );
  }));
}

/**
 * Hashes by which a ledger knows that it was begun with the same adapters: of their
 * weights, and of what these mean, such as a scaling or the order of the classes.
 *
 * @param pool The adapters.
 * @returns A setting for each, "adapter <name>": 16 hexadecimal digits.
 */
export function poolDigests(pool: Pool): Record<string, string> {
  return Object.fromEntries(
    [...pool].map(([name, { config, weights, head }]) => [
      `adapter ${name}`,
      digest(JSON.stringify([
        digestWeights(new Map([...weights, ...head.weights])),
        config,
        head.config,
      ])).slice(0, 16),
    ]),
  );
}
