/**
 * Whether adapters can be compared and mixed.
 *
 * @module
 */
import { inputError } from "../io/failure.ts";
import type { Adapter } from "./adapter.ts";
import { expectOneBase, type Purpose } from "./base_model.ts";
import { isLora } from "./config.ts";

/** What a comparison of starting points says; it goes into rows and files. */
export interface SharedStart {
  /** Whether all adapters started from the same weights, where that is known. */
  readonly shared_initial_weights: "yes" | "no" | "unknown";
}

/**
 * Checks that adapters are of one kind and for models of one type and size, and says
 * whether they started from the same weights: otherwise half of their signs differ
 * by chance. Names of models are not compared, as one model goes by several, but
 * their weights are, as far as the files tell.
 *
 * @param adapters The adapters, at least one.
 * @param sources Where they come from, for errors.
 * @param options `verb`: what cannot be done with others, for errors.
 * @returns What is known of their start.
 * @throws {Failure} If one holds no adapter, or two differ in kind, scaling, or
 * model.
 */
export function expectAlike(
  adapters: readonly Adapter[],
  sources: readonly string[],
  { verb = "mix" }: Purpose = {},
): SharedStart {
  const [first] = adapters;
  adapters.forEach((adapter, i) => {
    const one = describe(first!, sources[0]!);
    const other = describe(adapter, sources[i]!);
    if (one === other) return;
    throw inputError(
      `Cannot ${verb} "${sources[0]}" and "${
        sources[i]
      }": the second is ${other}, expected ${one}`,
    );
  });
  expectOneBase(adapters, sources, { verb });
  const hashes = adapters.map(({ metadata }) => metadata.initial_weights);
  if (hashes.includes(undefined)) return { shared_initial_weights: "unknown" };
  const shared = hashes.every((hash) => hash === hashes[0]);
  return { shared_initial_weights: shared ? "yes" : "no" };
}

/** What must be the same in two adapters for their weights to mean the same. */
function describe({ config, model, peft }: Adapter, source: string): string {
  if (!config) {
    throw inputError(
      `Cannot use "${source}": it holds a head alone, expected an adapter`,
    );
  }
  const place = `for a ${model.type || "model"} of ${model.hidden} features`;
  if (isLora(config)) {
    const { r, alpha, attn_matrices, modules } = config;
    const known = !peft || peft.stated;
    return `a LoRA of rank ${r}, ${
      known ? `alpha ${alpha}` : "unknown alpha"
    }, on ${modules ? ends(modules) : attn_matrices.join("")}, ${place}`;
  }
  const { mh_adapter, output_adapter, non_linearity, original_ln_before } =
    config;
  const where = [mh_adapter && "attention", output_adapter && "feed-forward"];
  const order = original_ln_before ? "behind" : "before";
  return `a bottleneck ${config.is_parallel ? "beside" : "after"} ${
    where.filter(Boolean).join(" and ")
  }, ${non_linearity}, scaling ${config.scaling}, ${
    config.is_parallel ? "" : `${order} the norm, `
  }${place}`;
}

/** Last parts of the modules' names, each once, e.g. "k_proj, q_proj". */
function ends(modules: Readonly<Record<string, unknown>>): string {
  const parts = Object.keys(modules).map((name) => name.split(".").at(-1));
  return [...new Set(parts)].sort().join(", ");
}
