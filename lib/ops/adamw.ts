import source from "../../kernels/adamw.wgsl" with { type: "text" };
import { kernel } from "../gpu/kernel.ts";
import { expectShape } from "../gpu/shape.ts";
import { size, type Tensor } from "../gpu/tensor.ts";

const wgsl = kernel("adamw", source);

/** Weights in training and what belongs to them: arenas of one shape. */
export interface Trained {
  /** The weights; first those that decay. */
  values: Tensor;
  /** Gradients, added up; zero after the step. */
  grads: Tensor;
  /** Running mean of the gradients, zero before the first step. */
  first: Tensor;
  /** Running mean of their squares, zero before the first step. */
  second: Tensor;
}

/** How far a step goes. */
export interface AdamWOptions {
  /** Learning rate of this step. */
  rate: number;
  /** Number of the step, from 1. */
  step: number;
  /** Number of weights, from the first, that decay. */
  decayed: number;
  /** Share of a weight that decays at a learning rate of 1; 0.01 if absent. */
  decay?: number;
  /** Memory of the mean of gradients, from 0 to below 1; 0.9 if absent. */
  beta1?: number;
  /** Memory of the mean of squares, from 0 to below 1; 0.999 if absent. */
  beta2?: number;
  /** Added to the root of the mean square, above 0; 1e-8 if absent. */
  eps?: number;
}

/**
 * Moves all trained weights by one step of AdamW, and sets their gradients to zero.
 *
 * @param trained Weights, gradients and running means.
 * @param clip Norm of the gradients and the factor to multiply them by, from
 * {@linkcode gradNorm}, [2].
 * @param options Rates of this step.
 * @throws {RangeError} If the arenas differ in shape, or an option is out of range.
 * @see Loshchilov and Hutter 2019, arXiv:1711.05101, algorithm 2
 */
export function adamw(
  { values, grads, first, second }: Trained,
  clip: Tensor,
  options: AdamWOptions,
): void {
  const { shape } = values;
  expectShape("adamw grads", grads, shape);
  expectShape("adamw first", first, shape);
  expectShape("adamw second", second, shape);
  expectShape("adamw clip", clip, [2]);
  const size4 = Math.ceil(size(shape) / 4);
  values.gpu.run(wgsl, "step", {
    params: { size4, ...factors(options) },
    bind: { values, grads, first, second, clip },
    threads: size4,
  });
}

/** Works the kernel's factors out in float64: 1 - beta2 would lose digits in float32. */
function factors({
  rate,
  step,
  decayed,
  decay = 0.01,
  beta1 = 0.9,
  beta2 = 0.999,
  eps = 1e-8,
}: AdamWOptions) {
  expectRange("step", step, "of 1 or more", step >= 1);
  expectRange("eps", eps, "above 0", eps > 0);
  for (const [name, beta] of Object.entries({ beta1, beta2 })) {
    expectRange(name, beta, "from 0 to below 1", beta >= 0 && beta < 1);
  }
  return {
    decayed,
    kept: 1 - rate * decay,
    rest1: 1 - beta1,
    beta2,
    rest2: 1 - beta2,
    rate: rate / (1 - beta1 ** step),
    root2: Math.sqrt(1 - beta2 ** step),
    eps,
  };
}

function expectRange(
  name: string,
  value: number,
  range: string,
  inside: boolean,
): void {
  if (inside) return;
  throw new RangeError(
    `Cannot take a step of AdamW: ${name} is ${value}, expected a number ${range}`,
  );
}
