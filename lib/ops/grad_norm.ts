import reduce from "../../kernels/_reduce.wgsl" with { type: "text" };
import source from "../../kernels/grad_norm.wgsl" with { type: "text" };
import { kernel } from "../gpu/kernel.ts";
import { size, type Tensor } from "../gpu/tensor.ts";

const wgsl = kernel("grad_norm", reduce, source);

/** Vectors of four that a part of the sum has at least, until there are many parts. */
const PART = 16;

/** Largest number of parts: enough to fill a GPU, few to add up. */
const MAX_PARTS = 65_536;

/**
 * Measures a gradient, and by how much it is to be shortened.
 *
 * @param grads The gradient, all tensors of it in one arena.
 * @param most Largest norm that is wanted; 0 for no limit.
 * @returns The Euclidean norm, and the factor min(1, most / (norm + 1e-6)) for
 * {@linkcode adamw}, f32 [2].
 * @throws {RangeError} If `most` is negative.
 * @see PyTorch `torch.nn.utils.clip_grad_norm_`
 */
export function gradNorm(grads: Tensor, most: number): Tensor {
  if (!(most >= 0)) {
    throw new RangeError(
      `Cannot clip gradients: the largest norm is ${most}, expected 0 or more`,
    );
  }
  const { gpu } = grads;
  const length = size(grads.shape);
  const count = Math.min(MAX_PARTS, Math.ceil(length / 4 / PART));
  const params = { size: length, count, most };
  const parts = gpu.empty([count]);
  const norm = gpu.empty([2]);
  gpu.run(wgsl, "partial_sums", {
    params,
    bind: { grads, parts },
    threads: count,
  });
  gpu.run(wgsl, "finish", { params, bind: { parts, norm }, groups: 1 });
  return norm;
}
