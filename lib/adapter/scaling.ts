/**
 * Rank and scaling of a LoRA, module by module.
 *
 * @module
 */
import type { HostTensor } from "../io/safetensors.ts";
import type { Adapter } from "./adapter.ts";
import { isLora, type LoraConfig, type ModuleRank } from "./config.ts";

/**
 * Rank and alpha of a LoRA at a module.
 *
 * @param config Shape of the adapter.
 * @param module Name of the module, e.g. `encoder.layer.0.attention.self.query`.
 */
export function rankAt(config: LoraConfig, module: string): ModuleRank {
  const { modules } = config;
  return modules && Object.hasOwn(modules, module) ? modules[module]! : config;
}

/** What a LoRA's product B A is multiplied by at a module: alpha / r. */
export function scalingAt(config: LoraConfig, module: string): number {
  const { r, alpha } = rankAt(config, module);
  return alpha / r;
}

/** Name of the module that a LoRA factor belongs to; the whole name if it is none. */
export function moduleOf(name: string): string {
  return name.replace(/\.lora_[AB]$/, "");
}

/**
 * Writes LoRA adapters so that all have the first one's scaling, without changing
 * what they do: where a scaling differs, B takes up the quotient.
 *
 * Only then are the factors of several adapters in one unit. The signs stay.
 *
 * @param adapters Adapters; those that are no LoRA, and those of another rank
 * than the first one, are left as they are.
 * @returns The adapters in their order, the first one as it is.
 */
export function atOneScaling(adapters: readonly Adapter[]): Adapter[] {
  const [first] = adapters;
  return adapters.map((adapter) => {
    const own = adapter.config;
    const target = first?.config;
    if (!own || !target || !isLora(own) || !isLora(target)) return adapter;
    const factors = [...adapter.weights.keys()].map(moduleOf);
    const same = (module: string) =>
      rankAt(own, module).r === rankAt(target, module).r;
    if (!factors.every(same)) return adapter;
    if (factors.every((m) => scalingAt(own, m) === scalingAt(target, m))) {
      return adapter;
    }
    return {
      ...adapter,
      config: rescaled(own, target),
      weights: new Map(
        [...adapter.weights].map(([name, tensor]) => {
          const module = moduleOf(name);
          const by = scalingAt(own, module) / scalingAt(target, module);
          return [name, name.endsWith(".lora_B") ? times(tensor, by) : tensor];
        }),
      ),
    };
  });
}

/** A shape with the alphas of another one. */
function rescaled(own: LoraConfig, target: LoraConfig): LoraConfig {
  const { modules } = own;
  return {
    ...own,
    alpha: target.alpha,
    ...(modules && {
      modules: Object.fromEntries(
        Object.keys(modules).map((name) => [name, rankAt(target, name)]),
      ),
    }),
  };
}

/** A tensor times a number; it is then stored as float32. */
function times(tensor: HostTensor, by: number): HostTensor {
  if (by === 1) return tensor;
  const { shape, data } = tensor;
  return { shape, data: data.map((value) => value * by) };
}
