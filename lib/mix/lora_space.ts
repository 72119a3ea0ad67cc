/**
 * What is mixed of a LoRA: its two factors, or the product that they stand for.
 *
 * @module
 */
import { lowRank } from "../math/linear_algebra.ts";
import { inputError } from "../io/failure.ts";
import type { HostTensor, Weights } from "../io/safetensors.ts";
import { isLora, type LoraConfig, type ModuleRank } from "../adapter/config.ts";
import { deltaWeights } from "./delta_weights.ts";
import type { Members, TensorMethod } from "./method.ts";

/**
 * The factors of a LoRA whose products are nearest to given ones.
 *
 * B is the left singular vectors times the singular values, A the right ones.
 *
 * @param deltas The products B A by module, [outs, ins].
 * @param like A LoRA of the rank and with the names that the factors shall have.
 * @returns The factors, in the order of the names.
 * @see AdapterHub adapters 1.2.0, `average_adapter`, `lora_delta_w_svd`
 */
export function factorise(deltas: Weights, like: Weights): Weights {
  const found = new Map<string, { left: HostTensor; right: HostTensor }>();
  const factorsOf = (module: string, rank: number) => {
    const known = found.get(module);
    if (known) return known;
    const { shape: [rows = 0, cols = 0], data } = deltas.get(module)!;
    const { left, right } = lowRank({ rows, cols, data }, rank);
    const factors = {
      left: { shape: [rows, rank], data: new Float32Array(left) },
      right: { shape: [rank, cols], data: new Float32Array(right) },
    };
    found.set(module, factors);
    return factors;
  };
  return new Map(
    [...like].map(([name, { shape }]): [string, HostTensor] => {
      const [module = "", factor = ""] = name.split(".lora_");
      return factor.startsWith("A")
        ? [name, factorsOf(module, shape[0]!).right]
        : [name, factorsOf(module, shape[1]!).left];
    }),
  );
}

/**
 * Turns a method on tensors into one on what LoRAs add to the weights.
 *
 * The products are mixed without their scaling, which all members share and which
 * stays in the configuration; the mixture is cut back to the members' rank.
 *
 * @param mix The method.
 */
export function inDeltaSpace(mix: TensorMethod): TensorMethod {
  return async (gpu, adapters, options) => {
    const { reference } = options;
    const mixed = await mix(gpu, adapters.map(deltaWeights), {
      ...options,
      ...(reference && { reference: deltaWeights(reference) }),
    });
    return factorise(mixed, adapters[0]!);
  };
}

/**
 * The members' configuration, if they are LoRAs.
 *
 * @param members The members.
 * @param purpose What cannot be done with others, as it follows "Cannot".
 * @throws {Failure} If they are not.
 */
export function expectLora({ config }: Members, purpose: string): LoraConfig {
  if (isLora(config)) return config;
  throw inputError(
    `Cannot ${purpose}: they are bottlenecks, expected LoRAs`,
  );
}

/**
 * The shape of a LoRA of more ranks whose scaling is 1 everywhere.
 *
 * @param config Shape of the members.
 * @param times How many times the members' rank.
 */
export function unscaled(config: LoraConfig, times: number): LoraConfig {
  const wider = ({ r }: ModuleRank) => ({ r: times * r, alpha: times * r });
  const { modules } = config;
  return {
    ...config,
    ...wider(config),
    ...(modules && {
      modules: Object.fromEntries(
        Object.entries(modules).map(([name, rank]) => [name, wider(rank)]),
      ),
    }),
  };
}

/** Multiplies each tensor with a number of its own. */
export function scaled(
  weights: Weights,
  factor: (name: string) => number,
): Weights {
  return new Map(
    [...weights].map(([name, { shape, data }]): [string, HostTensor] => {
      const by = factor(name);
      return [name, { shape, data: data.map((value) => by * value) }];
    }),
  );
}
