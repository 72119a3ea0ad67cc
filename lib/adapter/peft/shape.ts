/**
 * Shape of a LoRA that PEFT's files hold, in our terms.
 *
 * @module
 */
import { inputError } from "../../io/failure.ts";
import type { HostTensor } from "../../io/safetensors.ts";
import type { LoraConfig, ModuleRank } from "../config.ts";
import { kinds } from "../kinds.ts";

/** Both factors of a module. */
export interface Factors {
  A?: HostTensor;
  B?: HostTensor;
}

const ATTENTION = /^encoder\.layer\.(\d+)\.attention\.self\.(query|key|value)$/;

/**
 * The shape in AdapterHub's terms, where they can express it: one rank and alpha
 * on the same attention projections of all blocks; else module by module.
 *
 * @param ranks Rank and alpha of each module, by our names.
 * @param options Dropout, and whether only some blocks were chosen, so that blocks
 * beyond the last of them may be without.
 */
export function shapeOf(
  ranks: ReadonlyMap<string, ModuleRank>,
  { dropout, chosen }: { dropout: number; chosen: boolean },
): LoraConfig {
  const first = mostFrequent([...ranks.values()]);
  const places = chosen ? undefined : projections([...ranks.keys()]);
  const uniform = [...ranks.values()].every(({ r, alpha }) =>
    r === first.r && alpha === first.alpha
  );
  const base = kinds.lora({ hidden: 0, width: first.r, alpha: first.alpha });
  return places && uniform ? { ...base, dropout, ...places } : {
    ...base,
    dropout,
    attn_matrices: [],
    modules: Object.fromEntries(ranks),
  };
}

/** The letters and left-out blocks, if all other blocks have the same letters. */
function projections(
  modules: readonly string[],
): Pick<LoraConfig, "attn_matrices" | "leave_out"> | undefined {
  const blocks = new Map<number, string>();
  for (const module of modules) {
    const [, block, part = ""] = ATTENTION.exec(module) ?? [];
    if (block === undefined) return undefined;
    const letters = (blocks.get(Number(block)) ?? "") + part.slice(0, 1);
    blocks.set(Number(block), letters);
  }
  const sorted = [...blocks.values()].map((letters) =>
    ["q", "k", "v"].filter((letter) => letters.includes(letter)).join("")
  );
  const [letters = ""] = sorted;
  if (sorted.some((other) => other !== letters)) return undefined;
  const count = Math.max(...blocks.keys()) + 1;
  // A name may hold any number: a list of a million blocks is no adapter's.
  if (count > 2 * blocks.size + 100) return undefined;
  return {
    attn_matrices: [...letters] as LoraConfig["attn_matrices"],
    leave_out: Array.from({ length: count }, (_, block) => block)
      .filter((block) => !blocks.has(block)),
  };
}

function mostFrequent(ranks: readonly ModuleRank[]): ModuleRank {
  const counts = new Map<string, { rank: ModuleRank; count: number }>();
  for (const rank of ranks) {
    const key = `${rank.r} ${rank.alpha}`;
    const { count = 0 } = counts.get(key) ?? {};
    counts.set(key, { rank, count: count + 1 });
  }
  const [best] = [...counts.values()].sort((a, b) => b.count - a.count);
  return best!.rank;
}

/**
 * Rank of a module by its factors' shapes.
 *
 * @param module Name of the module.
 * @param factors Its factors, A [r, ins] and B [outs, r].
 * @param source Where they come from, for errors.
 * @throws {Failure} If one is missing or they do not fit each other.
 */
export function rankOf(
  module: string,
  { A, B }: Factors,
  source: string,
): number {
  if (!A || !B) {
    const [there, missing] = A ? ["A", "B"] : ["B", "A"];
    throw inputError(
      `Cannot use "${source}": module "${module}" has lora_${there} alone, expected lora_${missing} with it`,
    );
  }
  const [r = 0] = A.shape;
  const matrices = A.shape.length > 1 && B.shape.length > 1;
  if (matrices && r > 0 && B.shape[1] === r) return r;
  throw inputError(
    `Cannot use "${source}": module "${module}" has lora_A of shape [${A.shape}] and lora_B of shape [${B.shape}], expected [r,ins] and [outs,r]`,
  );
}
