import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import type { Gpu } from "../../lib/gpu/gpu.ts";
import { layerNorm } from "../../lib/ops/layer_norm.ts";
import {
  assertClose,
  assertGradient,
  normals,
  type Numbers,
} from "../check.ts";
import { sharedGpu } from "../shared_gpu.ts";
import { recordRuns } from "./watch_runs.ts";

const profiles = ["gpu", "cpu"] as const;

/** Layer normalisation in float64, straight from its definition. */
function reference(x: Numbers, weight: Numbers, bias: Numbers, eps: number) {
  const cols = weight.length;
  const out = Float64Array.from(x);
  for (let start = 0; start < x.length; start += cols) {
    const row = out.subarray(start, start + cols);
    const mean = row.reduce((sum, v) => sum + v, 0) / cols;
    const variance = row.reduce((sum, v) => sum + (v - mean) ** 2, 0) / cols;
    row.forEach((v, c) => {
      row[c] = (v - mean) / Math.sqrt(variance + eps) * weight[c]! + bias[c]!;
    });
  }
  return out;
}

/** Element by element. */
const plus = (a: Numbers, b: Numbers) =>
  Float64Array.from(a, (v, i) => v + b[i]!);

/** Scale and shift that are trained; 1 is in their gradients already. */
function trained(gpu: Gpu, w: Float32Array<ArrayBuffer>, b: typeof w) {
  const cols = w.length;
  const ones = () => gpu.tensor([cols], new Float32Array(cols).fill(1));
  return {
    weight: { value: gpu.tensor([cols], w), grad: ones() },
    bias: { value: gpu.tensor([cols], b), grad: ones() },
  };
}

/** Scale 1 and shift 0, frozen. */
const plain = (gpu: Gpu, cols: number) => ({
  weight: { value: gpu.tensor([cols], new Float32Array(cols).fill(1)) },
  bias: { value: gpu.zeros([cols]) },
  eps: 1e-5,
});

// Fewer and more columns than a workgroup has threads, more rows than a part has.
for (const [rows, cols] of [[3, 300], [70, 5], [1, 2], [17, 64]] as const) {
  for (const profile of profiles) {
    for (const joined of [false, true]) {
      const what = joined ? " with a residual" : "";
      Deno.test(`layerNorm() of ${rows} x ${cols}${what} matches the reference (${profile})`, async () => {
        const gpu = await sharedGpu({ profile });
        const eps = 1e-3;
        const [x, other] = [normals(rows * cols, 1), normals(rows * cols, 5)];
        const [w, b] = [normals(cols, 2), normals(cols, 3)];
        const dout = normals(rows * cols, 4);
        const params = { ...trained(gpu, w, b), eps };
        const residual = joined ? gpu.tensor([rows, cols], other) : undefined;
        const [out, back] = layerNorm(
          { ...gpu.tensor([rows, cols], x), tracked: true },
          params,
          residual,
        );
        const dx = back(gpu.tensor([rows, cols], dout))!;

        const add = (v: Numbers) => joined ? plus(v, other) : v;
        const tolerance = 1e-5;
        assertClose(await gpu.read(out), reference(add(x), w, b, eps), {
          tolerance,
          what: "out",
        });
        assertGradient(
          (v) => reference(add(v), w, b, eps),
          { x, dout, dx: await gpu.read(dx) },
          { tolerance: 1e-4, what: "dx" },
        );
        const less1 = (v: Numbers) => Float64Array.from(v, (v) => v - 1);
        assertGradient(
          (v) => reference(add(x), v, b, eps),
          { x: w, dout, dx: less1(await gpu.read(params.weight.grad)) },
          { tolerance, what: "dweight" },
        );
        assertGradient(
          (v) => reference(add(x), w, v, eps),
          { x: b, dout, dx: less1(await gpu.read(params.bias.grad)) },
          { tolerance, what: "dbias" },
        );
      });
    }
  }
}

for (const profile of profiles) {
  Deno.test(`layerNorm() takes a mean far from zero (${profile})`, async () => {
    const gpu = await sharedGpu({ profile });
    const [rows, cols] = [5, 768];
    const x = normals(rows * cols, 1).map((v) => 1000 + v);
    const params = plain(gpu, cols);
    const [out] = layerNorm(gpu.tensor([rows, cols], x), params);
    const [one, zero] = [
      new Float32Array(cols).fill(1),
      new Float32Array(cols),
    ];
    assertClose(await gpu.read(out), reference(x, one, zero, params.eps), {
      tolerance: 1e-3,
      what: "out",
    });
  });

  Deno.test(`layerNorm() takes a first element far from the others (${profile})`, async () => {
    const gpu = await sharedGpu({ profile });
    const cols = 768;
    const x = normals(cols, 1);
    x[0] = 1000;
    const params = plain(gpu, cols);
    const [out] = layerNorm(gpu.tensor([1, cols], x), params);
    const [one, zero] = [
      new Float32Array(cols).fill(1),
      new Float32Array(cols),
    ];
    assertClose(await gpu.read(out), reference(x, one, zero, params.eps), {
      tolerance: 1e-4,
      what: "out",
    });
  });

  Deno.test(`layerNorm() of equal elements is the shift (${profile})`, async () => {
    const gpu = await sharedGpu({ profile });
    const b = normals(6, 3);
    const params = { ...trained(gpu, normals(6, 2), b), eps: 1e-12 };
    const x = gpu.tensor([2, 6], new Float32Array(12).fill(0.1));
    const [out] = layerNorm(x, params);
    assertClose(await gpu.read(out), [...b, ...b], {
      tolerance: 0.05, // rounding of the mean, times 1 / sqrt(eps)
      what: "out",
    });
  });

  Deno.test(`layerNorm() gives the same bits each time (${profile})`, async () => {
    const gpu = await sharedGpu({ profile });
    const x = { ...gpu.tensor([70, 300], normals(21000, 1)), tracked: true };
    const dout = gpu.tensor([70, 300], normals(21000, 2));
    const run = async () => {
      const params = trained(gpu, normals(300, 3), normals(300, 4));
      const [out, back] = layerNorm(x, { ...params, eps: 1e-5 });
      const dx = back(dout)!;
      const { weight, bias } = params;
      const all = [out, dx, weight.grad, bias.grad];
      return await Promise.all(all.map((tensor) => gpu.read(tensor)));
    };
    deepStrictEqual(await run(), await run());
  });
}

Deno.test("layerNorm() is tracked if x, the residual or a parameter is", async () => {
  const gpu = await sharedGpu();
  const x = gpu.zeros([2, 3]);
  const above = { ...x, tracked: true };
  const frozen = plain(gpu, 3);
  const tuned = { ...trained(gpu, normals(3, 1), normals(3, 2)), eps: 1 };
  const cases = [
    [layerNorm(x, frozen, x), false, false],
    [layerNorm(above, frozen), true, true],
    [layerNorm(x, frozen, above), true, true],
    [layerNorm(x, tuned), true, false],
  ] as const;
  for (const [[out, back], tracked, hasGradient] of cases) {
    strictEqual(out.tracked, tracked);
    strictEqual(back(gpu.zeros([2, 3])) !== undefined, hasGradient);
  }
});

Deno.test("layerNorm() starts no kernel backwards if all is frozen", async () => {
  const gpu = await sharedGpu();
  const [, back] = layerNorm(gpu.zeros([2, 3]), plain(gpu, 3));
  const dout = gpu.zeros([2, 3]);
  const runs = recordRuns(gpu);
  strictEqual(back(dout), undefined);
  deepStrictEqual(runs, []);
});

Deno.test("layerNorm() trains scale or shift alone", async () => {
  const gpu = await sharedGpu();
  const x = gpu.tensor([3, 4], normals(12, 1));
  const dout = gpu.tensor([3, 4], normals(12, 2));
  const both = { ...trained(gpu, normals(4, 3), normals(4, 4)), eps: 1e-5 };
  layerNorm(x, both)[1](dout);
  for (const one of ["weight", "bias"] as const) {
    const alone = trained(gpu, normals(4, 3), normals(4, 4))[one];
    layerNorm(x, { ...plain(gpu, 4), [one]: alone })[1](dout);
    deepStrictEqual(
      await gpu.read(alone.grad),
      await gpu.read(both[one].grad),
    );
  }
});

Deno.test("layerNorm() throws if a shape does not fit", async () => {
  const gpu = await sharedGpu();
  const x = gpu.zeros([2, 4]);
  const good = plain(gpu, 4);
  const bad = plain(gpu, 3);
  throws(
    () => layerNorm(x, { ...good, weight: bad.weight }),
    new RangeError(
      "Cannot use layerNorm weight: its shape is [3], expected [4]",
    ),
  );
  throws(
    () => layerNorm(x, { ...good, bias: bad.bias }),
    new RangeError("Cannot use layerNorm bias: its shape is [3], expected [4]"),
  );
  throws(
    () => layerNorm(x, good, gpu.zeros([4, 2])),
    new RangeError(
      "Cannot use layerNorm residual: its shape is [4,2], expected [2,4]",
    ),
  );
});
