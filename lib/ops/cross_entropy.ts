import reduce from "../../kernels/_reduce.wgsl" with { type: "text" };
import source from "../../kernels/cross_entropy.wgsl" with { type: "text" };
import { kernel } from "../gpu/kernel.ts";
import { expectShape, rowsOf } from "../gpu/shape.ts";
import { expectDtype, type Tensor } from "../gpu/tensor.ts";

const wgsl = kernel("cross_entropy", reduce, source);

/** Label of a row that takes no part: its loss and its gradient are zero. */
export const IGNORED = 0xffffffff;

/**
 * Classes from which a row gets a workgroup, not a thread, by profile. On a GPU
 * that is faster; software Vulkan (llvmpipe) leaves a thread's loops, without a
 * word, after 65 535 rounds.
 */
const MANY = { gpu: 256, cpu: 60_000 };

/** How well logits fit the labels, row by row. */
export interface CrossEntropy {
  /** Minus the logarithm of the label's probability, f32 [rows]. */
  readonly losses: Tensor;
  /** 1 where the label has the largest logit, of equal ones the first; u32 [rows]. */
  readonly correct: Tensor;
  /**
   * Gradient at the logits, of their shape; absent where none is wanted.
   *
   * @param weight Gradient at each row's loss: 1 / rows, if absent, for the mean.
   */
  readonly back: (weight?: number) => Tensor | undefined;
}

/**
 * Compares logits with labels.
 *
 * @param logits Unnormalised logarithms of probabilities, [rows, classes].
 * @param labels A class, or {@linkcode IGNORED}, for each row, u32 [rows]. The
 * mean over the other rows has a weight of 1 / (their number).
 * @throws {RangeError} If there is not a label for each row.
 * @throws {TypeError} If the labels are not whole numbers.
 */
export function crossEntropy(logits: Tensor, labels: Tensor): CrossEntropy {
  const { gpu, shape } = logits;
  const [rows, classes] = rowsOf(shape);
  expectShape("crossEntropy labels", labels, [rows]);
  expectDtype(labels, "u32");
  const byLane = classes < MANY[gpu.info.profile];

  const losses = gpu.empty([rows]);
  const lse = gpu.empty([rows]);
  const correct = gpu.empty([rows], { dtype: "u32" });
  gpu.run(wgsl, byLane ? "forward_by_lane" : "forward", {
    params: { rows, classes, weight: 0 },
    bind: { logits, labels, losses, correct, lse },
    ...(byLane ? { threads: rows } : { groups: rows }),
  });
  const back = (weight = 1 / rows) => {
    if (!logits.tracked) return undefined;
    const dlogits = gpu.empty(shape);
    gpu.run(wgsl, "backward", {
      params: { rows, classes, weight },
      bind: { logits, labels, lse, dlogits },
      groups: rows,
    });
    return dlogits;
  };
  return { losses, correct, back };
}
