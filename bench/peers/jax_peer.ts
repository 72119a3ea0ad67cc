/**
 * jax-js as a peer: products and training steps.
 *
 * @module
 */
import {
  type Array,
  blockUntilReady,
  defaultDevice,
  init,
  jit,
  numpy as np,
} from "@jax-js/jax";
import { scattered } from "../numbers.ts";
import { jaxStep } from "./jax_step.ts";
import { type Doer, serve } from "./serve.ts";
import type { MatmulTask } from "./task.ts";

Deno.env.set("DENO_WEBGPU_BACKEND", "vulkan");
Deno.env.set("XDG_RUNTIME_DIR", "/tmp"); // the loader asks for any folder
await init("webgpu");
defaultDevice("webgpu");

/** The weight is transposed before, as the compiler is quicker with it so. */
const matmul: Doer<MatmulTask> = async ({ rows, ins, outs, places }) => {
  const x = np.array(scattered(rows * ins, 1)).reshape([rows, ins]);
  const stored = np.array(scattered(outs * ins, 2)).reshape([outs, ins]);
  const weight = await blockUntilReady(
    np.matmul(np.eye(ins), stored.transpose()), // a copy: transposing makes none
  );
  const multiply = jit((x: Array, weight: Array) => np.matmul(x, weight));
  const again = () => multiply(x.ref, weight.ref);
  const numbers = await again().data();
  // A result that is thrown away before it is asked for is never calculated.
  let asked: Promise<void>[] = [];
  return {
    result: places.map((at) => numbers[at]!),
    run() {
      const out = again();
      asked.push(blockUntilReady(out).then(() => out.dispose()));
    },
    async wait() {
      await Promise.all(asked);
      asked = [];
    },
  };
};

await serve({ matmul, step: jaxStep });
