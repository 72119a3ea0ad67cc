/**
 * TensorFlow.js as a peer: products and training steps.
 *
 * @module
 */
import { scattered } from "../numbers.ts";
import { type Doer, serve } from "./serve.ts";
import type { MatmulTask } from "./task.ts";
import { loadTensorFlow } from "./tfjs_backend.ts";
import { tfjsStep } from "./tfjs_step.ts";

const tf = await loadTensorFlow();

/** The weight is transposed before, as the back end is quicker with it so. */
const matmul: Doer<MatmulTask> = async ({ rows, ins, outs, places }) => {
  const x = tf.tensor2d(scattered(rows * ins, 1), [rows, ins]);
  const stored = tf.tensor2d(scattered(outs * ins, 2), [outs, ins]);
  const weight = tf.transpose(stored);
  let out = tf.matMul(x, weight);
  const numbers = await out.data();
  return {
    result: places.map((at) => numbers[at]!),
    run() {
      out.dispose();
      out = tf.matMul(x, weight);
    },
    async wait() {
      const corner = tf.slice(out, [0, 0], [1, 1]);
      await corner.data();
      corner.dispose();
    },
  };
};

await serve({ matmul, step: tfjsStep(tf) });
