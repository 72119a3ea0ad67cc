/**
 * Every way of mixing adapters, by the name that options and rows use.
 *
 * @module
 */
import { inputError } from "../io/failure.ts";
import type { Gpu } from "../gpu/gpu.ts";
import { notFinite } from "../adapter/not_finite.ts";
import { average } from "./average.ts";
import { coefficientsOf, normalised } from "./coefficients.ts";
import { densityOf } from "./density.ts";
import { expectLora } from "./lora_space.ts";
import type {
  Members,
  Method,
  MethodOptions,
  Mixture,
  TensorMethod,
} from "./method.ts";
import { adapterSoup } from "./methods/adapter_soup.ts";
import { cat } from "./methods/cat.ts";
import { dareLinear, dareTies } from "./methods/dare.ts";
import { fisher } from "./methods/fisher.ts";
import { greedySoup } from "./methods/greedy_soup.ts";
import { linear } from "./methods/linear.ts";
import { magnitudePrune } from "./methods/magnitude_prune.ts";
import { regmean } from "./methods/regmean.ts";
import { svd } from "./methods/svd.ts";
import { taskArithmetic } from "./methods/task_arithmetic.ts";
import { ties } from "./methods/ties.ts";
import { tiesGlobal } from "./methods/ties_global.ts";
import { peft } from "./peft.ts";
import { sparse } from "./sparse.ts";
import { tensorwise } from "./tensorwise.ts";

/** PEFT's sum, which also stands for its other methods where one adapter is mixed. */
const peftLinear = peft((_, adapters, options) => linear(adapters, options), {
  coefficients: "mean",
  sum: ({ coefficients }) => coefficients,
});

/** A soup: those that are chosen count alike. */
const uniform: TensorMethod = (gpu, adapters) => average(gpu, adapters);

/** The methods. */
export const methods = {
  average: tensorwise(average, {
    coefficients: "mean",
    sum: ({ coefficients }) => normalised(coefficients),
  }),
  sparse: tensorwise(sparse, {
    coefficients: "mean",
    density: 0.1,
    reads: ["layers"],
  }),
  linear: peftLinear,
  cat: {
    coefficients: "mean",
    mix: async (_, members, options) =>
      await cat(members.adapters, {
        ...options,
        config: expectLora(members, "concatenate adapters"),
      }),
  },
  svd: {
    coefficients: "mean",
    async mix(gpu, members, options) {
      const config = expectLora(members, "merge adapters by svd");
      return members.adapters.length === 1
        ? await peftLinear.mix(gpu, members, options)
        : svd(members.adapters, { ...options, config });
    },
  },
  ties: peft((_, adapters, options) => ties(adapters, options), {
    reads: ["signs"],
    coefficients: "sum",
    density: 0.2,
  }),
  ties_global: tensorwise(
    (_, adapters, options) => tiesGlobal(adapters, options),
    {
      reads: ["lambda", "reference"],
      coefficients: "sum",
      density: 0.2,
    },
  ),
  dare_linear: peft((_, adapters, options) => dareLinear(adapters, options), {
    reads: ["seed"],
    coefficients: "mean",
    density: 0.1,
  }),
  dare_ties: peft((_, adapters, options) => dareTies(adapters, options), {
    reads: ["seed", "signs"],
    coefficients: "sum",
    density: 0.1,
  }),
  magnitude_prune: peft(
    (_, adapters, options) => magnitudePrune(adapters, options),
    { coefficients: "mean", density: 0.2 },
  ),
  task_arithmetic: tensorwise(
    (_, adapters, options) => taskArithmetic(adapters, options),
    {
      reads: ["lambda", "reference"],
      coefficients: "sum",
      sum: ({ coefficients, lambda = 1, reference }) =>
        reference ? undefined : coefficients.map((value) => lambda * value),
    },
  ),
  fisher: tensorwise((_, adapters, options) => fisher(adapters, options), {
    coefficients: "mean",
    needs: "fisher",
    spaces: "factors",
  }),
  regmean: tensorwise((_, adapters, options) => regmean(adapters, options), {
    coefficients: "mean",
    needs: "grams",
    spaces: "factors",
  }),
  greedy_soup: tensorwise(uniform, {
    choose: greedySoup,
    coefficients: "alike",
    needs: "judge",
    spaces: "factors",
  }),
  adapter_soup: tensorwise(uniform, {
    choose: (_, adapters, options) => adapterSoup(adapters, options),
    reads: ["selection", "seed"],
    coefficients: "alike",
    needs: "nearness",
  }),
} satisfies Record<string, Method>;

/** Name of a method. */
export type MethodName = keyof typeof methods;

/** Names of all methods. */
export const methodNames = Object.keys(methods) as [
  MethodName,
  ...MethodName[],
];

/**
 * Mixes adapters of one shape into one.
 *
 * @param gpu Device to mix on.
 * @param members The adapters.
 * @param options Method, and what it may be told; what it does not know is left
 * unread.
 * @returns The mixture's weights and shape.
 * @throws {Failure} If the adapters do not have the same tensors, if an option is out
 * of range or does not suit them, or if a weight comes out that is not finite.
 */
export async function mix(
  gpu: Gpu,
  members: Members,
  { method: name, ...options }: MethodOptions & { readonly method: MethodName },
): Promise<Mixture> {
  const method: Method = methods[name];
  const count = members.adapters.length;
  const mixed = await method.mix(gpu, members, {
    ...options,
    coefficients: coefficientsOf(
      count,
      options.coefficients,
      method.coefficients,
    ),
    ...densityOf(options, method.density ?? 1),
  });
  const wrong = notFinite(mixed.weights);
  if (!wrong) return mixed;
  throw inputError(
    `Cannot mix adapters by ${name}: a weight in "${wrong.name}" comes out as ${wrong.value}, expected finite numbers`,
  );
}
