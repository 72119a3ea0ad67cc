import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import type { Gpu } from "../../lib/gpu/gpu.ts";
import { gelu } from "../../lib/ops/activation.ts";
import { linear } from "../../lib/ops/linear.ts";
import {
  assertClose,
  assertGradient,
  normals,
  type Numbers,
} from "../check.ts";
import { sharedGpu } from "../shared_gpu.ts";
import { recordRuns } from "./watch_runs.ts";

const profiles = ["gpu", "cpu"] as const;

/** x times the transpose of weight, plus bias, in float64. */
function reference(x: Numbers, weight: Numbers, bias: Numbers): Float64Array {
  const outs = bias.length;
  const ins = weight.length / outs;
  const out = new Float64Array(x.length / ins * outs);
  for (let i = 0; i < out.length; i++) {
    const [row, o] = [Math.floor(i / outs), i % outs];
    let sum = bias[o]!;
    for (let k = 0; k < ins; k++) {
      sum += x[row * ins + k]! * weight[o * ins + k]!;
    }
    out[i] = sum;
  }
  return out;
}

const less1 = (values: Numbers) => Float64Array.from(values, (v) => v - 1);

/** Checks output and gradients of one size; 1 is in the gradients already. */
async function check(gpu: Gpu, rows: number, ins: number, outs: number) {
  const what = (name: string) => `${name} of ${rows} x ${ins} x ${outs}`;
  const [x, w] = [normals(rows * ins, 1), normals(outs * ins, 2)];
  const b = normals(outs, 3);
  const dout = normals(rows * outs, 4);
  const ones = (shape: number[], n: number) =>
    gpu.tensor(shape, new Float32Array(n).fill(1));
  const weight = {
    value: gpu.tensor([outs, ins], w),
    grad: ones([outs, ins], outs * ins),
  };
  const bias = { value: gpu.tensor([outs], b), grad: ones([outs], outs) };
  const [out, back] = linear(
    { ...gpu.tensor([rows, ins], x), tracked: true },
    { weight, bias },
  );
  const dx = back(gpu.tensor([rows, outs], dout))!;

  const tolerance = 1e-5;
  deepStrictEqual([out.shape, dx.shape], [[rows, outs], [rows, ins]]);
  assertClose(await gpu.read(out), reference(x, w, b), {
    tolerance,
    what: what("out"),
  });
  assertGradient(
    (v) => reference(v, w, b),
    { x, dout, dx: await gpu.read(dx) },
    { tolerance, what: what("dx") },
  );
  assertGradient(
    (v) => reference(x, v, b),
    { x: w, dout, dx: less1(await gpu.read(weight.grad)) },
    { tolerance, what: what("dweight") },
  );
  assertGradient(
    (v) => reference(x, w, v),
    { x: b, dout, dx: less1(await gpu.read(bias.grad)) },
    { tolerance, what: what("dbias") },
  );
}

/** Sizes below, at and beyond tiles, and more rows than a part has. */
const sizes = [
  [1, 1, 1],
  [1, 64, 16],
  [2, 1, 3],
  [7, 5, 3],
  [3, 16, 64],
  [64, 64, 64],
  [65, 130, 5],
  [9, 3, 130],
  [33, 130, 130],
  [300, 16, 3],
  [520, 5, 16],
] as const;

for (const profile of profiles) {
  Deno.test(`linear() and its pullback match the reference (${profile})`, async () => {
    const gpu = await sharedGpu({ profile });
    for (const [rows, ins, outs] of sizes) await check(gpu, rows, ins, outs);
  });

  Deno.test(`linear() leaves the bias out, and adds a residual (${profile})`, async () => {
    const gpu = await sharedGpu({ profile });
    for (const [rows, ins, outs] of [[7, 5, 3], [33, 64, 16]] as const) {
      const [x, w] = [normals(rows * ins, 1), normals(outs * ins, 2)];
      const [b, r] = [normals(outs, 3), normals(rows * outs, 4)];
      const input = gpu.tensor([rows, ins], x);
      const weight = { value: gpu.tensor([outs, ins], w) };
      const bias = { value: gpu.tensor([outs], b) };
      const residual = gpu.tensor([rows, outs], r);
      const added = (v: Float64Array) => v.map((v, i) => v + r[i]!);
      const without = reference(x, w, new Float32Array(outs));
      const cases = [
        [linear(input, { weight }), without],
        [linear(input, { weight }, { residual }), added(without)],
        [
          linear(input, { weight, bias }, { residual }),
          added(reference(x, w, b)),
        ],
      ] as const;
      for (const [[out], expected] of cases) {
        assertClose(await gpu.read(out), expected, {
          tolerance: 1e-5,
          what: "out",
        });
      }
    }
  });

  Deno.test(`linear() gives each group of rows its own weights (${profile})`, async () => {
    const gpu = await sharedGpu({ profile });
    for (
      const [rows, ins, outs] of [[1, 3, 5], [7, 5, 3], [33, 64, 16]] as const
    ) {
      const groups = [0, 1, 2];
      const x = groups.map((g) => normals(rows * ins, g + 1));
      const w = groups.map((g) => normals(outs * ins, g + 4));
      const b = groups.map((g) => normals(outs, g + 7));
      const dout = groups.map((g) => normals(rows * outs, g + 10));
      const all = (parts: Float32Array[]) =>
        Float32Array.from(parts.flatMap((part) => [...part]));
      const [out, back] = linear(
        { ...gpu.tensor([3, rows, ins], all(x)), tracked: true },
        {
          weight: { value: gpu.tensor([3, outs, ins], all(w)) },
          bias: { value: gpu.tensor([3, outs], all(b)) },
        },
      );
      const dx = back(gpu.tensor([3, rows, outs], all(dout)))!;
      const [gotOut, gotDx] = [await gpu.read(out), await gpu.read(dx)];
      for (const g of groups) {
        assertClose(
          gotOut.subarray(g * rows * outs, (g + 1) * rows * outs),
          reference(x[g]!, w[g]!, b[g]!),
          { tolerance: 1e-5, what: `out of group ${g}` },
        );
        assertGradient(
          (v) => reference(v, w[g]!, b[g]!),
          {
            x: x[g]!,
            dout: dout[g]!,
            dx: gotDx.subarray(g * rows * ins, (g + 1) * rows * ins),
          },
          { tolerance: 1e-5, what: `dx of group ${g}` },
        );
      }
    }
  });

  Deno.test(`linear() gives the same bits each time (${profile})`, async () => {
    const gpu = await sharedGpu({ profile });
    const [rows, ins, outs] = [520, 33, 17];
    const x = {
      ...gpu.tensor([rows, ins], normals(rows * ins, 1)),
      tracked: true,
    };
    const dout = gpu.tensor([rows, outs], normals(rows * outs, 2));
    const value = gpu.tensor([outs, ins], normals(outs * ins, 3));
    const run = async () => {
      const weight = { value, grad: gpu.zeros([outs, ins]) };
      const [out, back] = linear(x, { weight });
      const dx = back(dout)!;
      return [
        await gpu.read(out),
        await gpu.read(dx),
        await gpu.read(weight.grad),
      ];
    };
    deepStrictEqual(await run(), await run());
  });
}

Deno.test("linear() applies a non-linearity as its own op does", async () => {
  const gpu = await sharedGpu();
  for (const [rows, ins, outs] of [[7, 5, 3], [65, 64, 32]] as const) {
    const x = {
      ...gpu.tensor([rows, ins], normals(rows * ins, 1)),
      tracked: true,
    };
    const weight = () => ({
      value: gpu.tensor([outs, ins], normals(outs * ins, 2)),
      grad: gpu.zeros([outs, ins]),
    });
    const bias = { value: gpu.tensor([outs], normals(outs, 3)) };
    const dout = gpu.tensor([rows, outs], normals(rows * outs, 4));
    const [one, two] = [weight(), weight()];
    const [fused, backFused] = linear(x, { weight: one, bias }, {
      activation: gelu,
    });
    const [sum, backSum] = linear(x, { weight: two, bias });
    const [out, back] = gelu(sum);
    const [dfused, dx] = [backFused(dout)!, backSum(back(dout)!)!];
    const pairs = {
      out: [fused, out],
      dx: [dfused, dx],
      dw: [one.grad, two.grad],
    };
    for (const [what, [a, b]] of Object.entries(pairs)) {
      // Compilers may round exp in vectors and alone by a last bit apart.
      assertClose(await gpu.read(a!), await gpu.read(b!), {
        tolerance: 1e-5,
        what,
      });
    }
  }
});

Deno.test("linear() is tracked, and gives gradients, only where wanted", async () => {
  const gpu = await sharedGpu();
  const x = gpu.zeros([2, 3]);
  const residual = { ...gpu.zeros([2, 4]), tracked: true };
  const weight = { value: gpu.zeros([4, 3]) };
  const bias = { value: gpu.zeros([4]), grad: gpu.zeros([4]) };
  const cases = [
    [linear(x, { weight }), false, false],
    [linear({ ...x, tracked: true }, { weight }), true, true],
    [linear(x, { weight }, { residual }), true, false],
    [linear(x, { weight, bias }), true, false],
  ] as const;
  for (const [[out, back], tracked, hasGradient] of cases) {
    strictEqual(out.tracked, tracked);
    strictEqual(back(gpu.zeros([2, 4])) !== undefined, hasGradient);
  }
});

Deno.test("linear() starts no kernel backwards if all is frozen", async () => {
  const gpu = await sharedGpu();
  const [, back] = linear(gpu.zeros([2, 3]), {
    weight: { value: gpu.zeros([4, 3]) },
    bias: { value: gpu.zeros([4]) },
  });
  const dout = gpu.zeros([2, 4]);
  const runs = recordRuns(gpu);
  strictEqual(back(dout), undefined);
  deepStrictEqual(runs, []);
});

Deno.test("linear() throws if a shape does not fit", async () => {
  const gpu = await sharedGpu();
  const x = gpu.zeros([2, 3]);
  const param = (...shape: number[]) => ({ value: gpu.zeros(shape) });
  const cases = [
    [
      () => linear(x, { weight: param(4, 5) }),
      "Cannot use linear weight: its shape is [4,5], expected [4,3]",
    ],
    [
      () => linear(x, { weight: param(4, 3), bias: param(3) }),
      "Cannot use linear bias: its shape is [3], expected [4]",
    ],
    [
      () => linear(x, { weight: param(4, 3) }, { residual: x }),
      "Cannot use linear residual: its shape is [2,3], expected [2,4]",
    ],
    [
      () => linear(x, { weight: param(3, 4, 3) }),
      "Cannot use linear x: it has 2 rows for 3 groups, expected as many rows for each",
    ],
  ] as const;
  for (const [run, message] of cases) throws(run, new RangeError(message));
});

Deno.test("linear() throws if weights of several groups are trained", async () => {
  const gpu = await sharedGpu();
  const value = gpu.zeros([2, 4, 3]);
  throws(
    () => linear(gpu.zeros([2, 3]), { weight: { value, grad: value } }),
    new RangeError(
      "Cannot train linear weights: there are 2 groups, expected 1",
    ),
  );
});
