import { deepStrictEqual, throws } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { adamw, type AdamWOptions, type Trained } from "../../lib/ops/adamw.ts";
import { assertClose, normals } from "../check.ts";
import { oneWorkgroup } from "./watch_runs.ts";

/** Sends weights, with running means of zero. */
function send(gpu: Gpu, values: Float32Array<ArrayBuffer>): Trained {
  const shape = [values.length];
  return {
    values: gpu.tensor(shape, values),
    grads: gpu.zeros(shape),
    first: gpu.zeros(shape),
    second: gpu.zeros(shape),
  };
}

/** A step in float64, in the order in which torch.optim.AdamW does it. */
function reference(
  { values, first, second }: Record<
    "values" | "first" | "second",
    Float64Array
  >,
  grads: Float64Array,
  options: Required<AdamWOptions>,
): void {
  const { rate, step, decayed, decay, beta1, beta2, eps } = options;
  grads.forEach((g, i) => {
    if (i < decayed) values[i]! *= 1 - rate * decay;
    first[i] = beta1 * first[i]! + (1 - beta1) * g;
    second[i] = beta2 * second[i]! + (1 - beta2) * g * g;
    const root = Math.sqrt(second[i]! / (1 - beta2 ** step));
    values[i]! -= rate * first[i]! / (1 - beta1 ** step) / (root + eps);
  });
}

// No multiple of four; the border of decay is within a vector, or nowhere.
for (const decayed of [0, 150, 303]) {
  Deno.test(`adamw() matches the reference for 5 steps, ${decayed} weights decay`, async () => {
    const gpu = oneWorkgroup(await Gpu.open()); // of 64 threads, for 76 vectors
    const values = normals(303, 1);
    const trained = send(gpu, values);
    const state = {
      values: Float64Array.from(values),
      first: new Float64Array(303),
      second: new Float64Array(303),
    };
    for (let step = 1; step <= 5; step++) {
      const grads = normals(303, 10 + step);
      const factor = 1 / step;
      const options = {
        rate: 0.01 * step,
        step,
        decayed,
        decay: 0.1,
        beta1: 0.9,
        beta2: 0.999,
        eps: 1e-8,
      };
      gpu.write(trained.grads, grads);
      adamw(trained, gpu.tensor([2], new Float32Array([9, factor])), options);
      reference(state, Float64Array.from(grads, (g) => factor * g), options);
    }
    for (const name of ["values", "first", "second"] as const) {
      assertClose(await gpu.read(trained[name]), state[name], {
        tolerance: 1e-6,
        what: name,
      });
    }
    gpu.close();
  });
}

Deno.test("adamw() moves each weight by the rate at first, whatever the gradient", async () => {
  const gpu = await Gpu.open();
  const trained = send(gpu, new Float32Array([1, 1, 1, 1]));
  gpu.write(trained.grads, new Float32Array([1e-3, -1e-3, 1e3, 0]));
  const clip = gpu.tensor([2], new Float32Array([1, 1]));
  adamw(trained, clip, { rate: 0.5, step: 1, decayed: 2, decay: 0.5 });
  assertClose(await gpu.read(trained.values), [0.25, 1.25, 0.5, 1], {
    tolerance: 1e-5, // eps is 1e-8 beside a gradient of 1e-3
    what: "values",
  });
  gpu.close();
});

Deno.test("adamw() sets the gradients to zero", async () => {
  const gpu = await Gpu.open();
  const trained = send(gpu, normals(7, 1));
  gpu.write(trained.grads, normals(7, 2));
  const clip = gpu.tensor([2], new Float32Array([1, 1]));
  adamw(trained, clip, { rate: 0.1, step: 1, decayed: 0 });
  deepStrictEqual(await gpu.read(trained.grads), new Float32Array(7));
  gpu.close();
});

Deno.test("adamw() at a rate of 0 changes the means only", async () => {
  const gpu = await Gpu.open();
  const values = normals(8, 1);
  const trained = send(gpu, values);
  gpu.write(trained.grads, new Float32Array(8).fill(2));
  const clip = gpu.tensor([2], new Float32Array([1, 0.5]));
  adamw(trained, clip, { rate: 0, step: 1, decayed: 8 });
  deepStrictEqual(await gpu.read(trained.values), values);
  assertClose(await gpu.read(trained.first), Array(8).fill(0.1), {
    tolerance: 1e-7,
    what: "first",
  });
  assertClose(await gpu.read(trained.second), Array(8).fill(0.001), {
    tolerance: 1e-9,
    what: "second",
  });
  gpu.close();
});

Deno.test("adamw() refuses arenas that differ and options out of range", async () => {
  const gpu = await Gpu.open();
  const trained = send(gpu, normals(4, 1));
  const clip = gpu.tensor([2], new Float32Array([1, 1]));
  const options = { rate: 0.1, step: 1, decayed: 0 };
  throws(
    () => adamw({ ...trained, second: gpu.zeros([3]) }, clip, options),
    new RangeError("Cannot use adamw second: its shape is [3], expected [4]"),
  );
  const refused = (name: string, value: number, range: string) =>
    throws(
      () => adamw(trained, clip, { ...options, [name]: value }),
      new RangeError(
        `Cannot take a step of AdamW: ${name} is ${value}, expected a number ${range}`,
      ),
    );
  refused("step", 0, "of 1 or more");
  refused("eps", 0, "above 0");
  refused("beta1", 1, "from 0 to below 1");
  refused("beta2", -0.1, "from 0 to below 1");
  gpu.close();
});
