/**
 * What an op is: a function on tensors that returns its output and its pullback.
 *
 * @module
 */
import type { Tensor } from "../gpu/tensor.ts";

/**
 * Takes the loss gradient at an output to the gradient at the input.
 *
 * It returns nothing where nothing below the op is trained, so that no gradient
 * is calculated for nothing.
 */
export type Back = (dout: Tensor) => Tensor | undefined;

/**
 * Output of an op, and the pullback at that point.
 *
 * The pullback returns the gradient at the input and adds the gradients of the
 * op's trainable parameters to their `grad`. Call it once, or never.
 */
export type Result = readonly [out: Tensor, back: Back];

/** A parameter; it is trained if and only if it has a gradient tensor. */
export interface Param {
  readonly value: Tensor;
  readonly grad?: Tensor;
}

/** Whether an output of these inputs and parameters needs a gradient. */
export function tracked(
  ...inputs: readonly (Tensor | Param | undefined)[]
): boolean {
  return inputs.some((input) =>
    input && ("value" in input ? input.grad !== undefined : input.tracked)
  );
}
