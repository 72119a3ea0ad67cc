/**
 * The `adapter_config.json` that is written for a LoRA in PEFT's layout.
 *
 * @module
 */
import { inputError } from "../../io/failure.ts";
import type { Adapter, AdapterHead } from "../adapter.ts";
import { isLora, type LoraConfig } from "../config.ts";
import { moduleOf, rankAt } from "../scaling.ts";
import { parsePeftConfig, type PeftConfig, statedRank } from "./config.ts";
import { isSaved } from "./head.ts";

/**
 * What the file says: what it said when it was read, but for ranks, scaling and
 * heads that are others now.
 *
 * @param adapter The adapter.
 * @returns The file's contents; nothing if it was read without such a file.
 * @throws {Failure} If the adapter is no LoRA.
 */
export function formatPeftConfig(
  { name, config, weights, head, peft }: Adapter,
): Record<string, unknown> | undefined {
  if (!config || !isLora(config)) {
    throw inputError(
      `Cannot write adapter "${name}" in PEFT's layout: it is ${
        config ? "a bottleneck" : "a head alone"
      }, expected a LoRA`,
    );
  }
  const stated = peft?.stated;
  if (!stated) return undefined;
  const read = parsePeftConfig(stated, name);
  const modules = [...new Set([...weights.keys()].map(moduleOf))];
  return {
    ...stated,
    ...(isAsStated(read, config, { modules, name })
      ? {}
      : ranksFor(config, modules)),
    modules_to_save: modulesToSave(head, read),
  };
}

/** Whether a file gives every module the rank and alpha that it has. */
function isAsStated(
  read: PeftConfig,
  config: LoraConfig,
  { modules, name }: { modules: readonly string[]; name: string },
): boolean {
  return modules.every((module) => {
    const stated = statedRank(read, module, name);
    const { r, alpha } = rankAt(config, module);
    return r === stated.r && alpha === stated.alpha;
  });
}

/** Keys that give every module its rank and alpha, by its whole name if need be. */
function ranksFor(
  config: LoraConfig,
  modules: readonly string[],
): Record<string, unknown> {
  const ranks = modules.map((module) =>
    [module, rankAt(config, module)] as const
  );
  const pattern = (key: "r" | "alpha") =>
    Object.fromEntries(
      ranks.filter(([, rank]) => rank[key] !== config[key])
        .map(([module, rank]) => [module, rank[key]]),
    );
  return {
    r: config.r,
    lora_alpha: config.alpha,
    use_rslora: false,
    rank_pattern: pattern("r"),
    alpha_pattern: pattern("alpha"),
  };
}

/** Modules that are saved whole: as they were stated, if those are all. */
function modulesToSave(
  head: AdapterHead | undefined,
  read: PeftConfig,
): readonly string[] | null {
  if (!head) return null;
  const names = [...head.weights.keys()];
  if (names.every((name) => isSaved(name, read))) {
    return read.modules_to_save ?? null;
  }
  const modules = names.map((name) =>
    name.replace(/^(classifier|score|pooler)\..*$/, "$1")
      .replace(/\.(?:weight|bias)$/, "")
  );
  return [...new Set(modules)];
}
