import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { gelu, relu, silu, tanh } from "../../lib/ops/activation.ts";
import { feedForward } from "../../lib/ops/feed_forward.ts";
import { linear } from "../../lib/ops/linear.ts";
import {
  assertClose,
  assertGradient,
  normals,
  type Numbers,
} from "../check.ts";
import { erf } from "../reference.ts";
import { sharedGpu } from "../shared_gpu.ts";
import { recordRuns } from "./watch_runs.ts";

const activations = {
  gelu: { op: gelu, f: (v: number) => v * (1 + erf(v / Math.SQRT2)) / 2 },
  relu: { op: relu, f: (v: number) => Math.max(v, 0) },
  silu: { op: silu, f: (v: number) => v / (1 + Math.exp(-v)) },
  tanh: { op: tanh, f: Math.tanh },
};

/** Rows, features, inner features: for a thread an output, and tiles with tails. */
const SMALL = [7, 5, 3] as const;
const LARGE = [70, 32, 36] as const;

/** All numbers that go in, by name. */
type Given = Readonly<Record<"x" | "w" | "b" | "v" | "c" | "r", Numbers>>;

/** v f(w x + b) + c + r for each row of x, in float64. */
function reference(
  { x, w, b, v, c, r }: Given,
  f: (v: number) => number,
): Float64Array {
  const [inner, hidden] = [b.length, c.length];
  const out = Float64Array.from(r);
  const middle = new Float64Array(inner);
  for (let row = 0; row < x.length / hidden; row++) {
    for (let i = 0; i < inner; i++) {
      let sum = b[i]!;
      for (let k = 0; k < hidden; k++) {
        sum += x[row * hidden + k]! * w[i * hidden + k]!;
      }
      middle[i] = f(sum);
    }
    for (let o = 0; o < hidden; o++) {
      out[row * hidden + o]! += c[o]!;
      for (let i = 0; i < inner; i++) {
        out[row * hidden + o]! += middle[i]! * v[o * inner + i]!;
      }
    }
  }
  return out;
}

for (const profile of ["gpu", "cpu"] as const) {
  for (const [name, { op, f }] of Object.entries(activations)) {
    Deno.test(`feedForward() with ${name} and its pullback match the reference (${profile})`, async () => {
      const gpu = await sharedGpu({ profile });
      for (
        const [rows, hidden, inner] of name === "silu"
          ? [SMALL, LARGE] // smooth, and quickly calculated
          : [SMALL]
      ) {
        const scaled = (count: number, seed: number, by: number) =>
          normals(count, seed).map((v) => v / Math.sqrt(by));
        const given = {
          x: normals(rows * hidden, 1),
          w: scaled(inner * hidden, 2, hidden),
          b: normals(inner, 3),
          v: scaled(hidden * inner, 4, inner),
          c: normals(hidden, 5),
          r: normals(rows * hidden, 6),
        };
        const dout = normals(rows * hidden, 7);
        const param = (shape: number[], data: typeof dout) => ({
          value: gpu.tensor(shape, data),
          grad: gpu.zeros(shape),
        });
        const [w, b] = [
          param([inner, hidden], given.w),
          param([inner], given.b),
        ];
        const [v, c] = [
          param([hidden, inner], given.v),
          param([hidden], given.c),
        ];
        const [out, back] = feedForward(
          { ...gpu.tensor([rows, hidden], given.x), tracked: true },
          {
            inner: { weight: w, bias: b },
            activation: op,
            outer: { weight: v, bias: c },
          },
          gpu.tensor([rows, hidden], given.r),
        );
        const dx = back(gpu.tensor([rows, hidden], dout))!;
        const what = `of ${rows} x ${hidden} x ${inner}`;
        assertClose(await gpu.read(out), reference(given, f), {
          tolerance: 1e-5,
          what: `out ${what}`,
        });
        const gradients = { x: dx, w: w.grad, b: b.grad, v: v.grad, c: c.grad };
        for (const [name, gradient] of Object.entries(gradients)) {
          assertGradient(
            (values) => reference({ ...given, [name]: values }, f),
            {
              x: given[name as keyof Given],
              dout,
              dx: await gpu.read(gradient),
            },
            { tolerance: 1e-5, what: `d${name} ${what}` },
          );
        }
      }
    });
  }
}

for (const profile of ["gpu", "cpu"] as const) {
  Deno.test(`feedForward() gives the numbers of its parts (${profile})`, async () => {
    const gpu = await sharedGpu({ profile });
    const [rows, hidden, inner] = LARGE;
    const x = {
      ...gpu.tensor([rows, hidden], normals(rows * hidden, 1)),
      tracked: true,
    };
    const weight = (outs: number, ins: number) => ({
      value: gpu.tensor([outs, ins], normals(outs * ins, outs)),
    });
    const [down, up] = [
      { weight: weight(inner, hidden) },
      { weight: weight(hidden, inner) },
    ];
    const dout = gpu.tensor([rows, hidden], normals(rows * hidden, 2));
    for (const { op } of Object.values(activations)) {
      const [fused, back] = feedForward(x, {
        inner: down,
        activation: op,
        outer: up,
      });
      const [sum, backSum] = linear(x, down);
      const [middle, backMiddle] = op(sum);
      const [out, backOut] = linear(middle, up);
      const [dx, expected] = [
        back(dout)!,
        backSum(backMiddle(backOut(dout)!)!)!,
      ];
      // Compilers may round exp in vectors and alone by a last bit apart.
      const tolerance = 1e-5;
      assertClose(await gpu.read(fused), await gpu.read(out), {
        tolerance,
        what: "out",
      });
      assertClose(await gpu.read(dx), await gpu.read(expected), {
        tolerance,
        what: "dx",
      });
    }
  });
}

Deno.test("feedForward() starts two kernels forwards, and two backwards if it is frozen", async () => {
  const gpu = await sharedGpu();
  const x = { ...gpu.zeros([2, 3]), tracked: true };
  const map = (outs: number, ins: number) => ({
    weight: { value: gpu.zeros([outs, ins]) },
  });
  const runs = recordRuns(gpu);
  const [, back] = feedForward(x, {
    inner: map(4, 3),
    activation: gelu,
    outer: map(3, 4),
  });
  back(gpu.zeros([2, 3]));
  deepStrictEqual(runs, ["forward", "forward", "backward_x", "backward_x"]);
});

Deno.test("feedForward() gives gradients only where wanted", async () => {
  const gpu = await sharedGpu();
  const x = gpu.zeros([2, 3]);
  const frozen = (outs: number, ins: number) => ({
    weight: { value: gpu.zeros([outs, ins]) },
  });
  const trained = (outs: number, ins: number) => ({
    weight: { value: gpu.zeros([outs, ins]), grad: gpu.zeros([outs, ins]) },
  });
  const cases = [
    [frozen(4, 3), frozen(3, 4), []],
    [frozen(4, 3), trained(3, 4), ["backward_weight", "finish"]],
    [trained(4, 3), frozen(3, 4), ["backward_x", "backward_weight", "finish"]],
  ] as const;
  const dout = gpu.zeros([2, 3]);
  const runs = recordRuns(gpu);
  for (const [inner, outer, expected] of cases) {
    const [out, back] = feedForward(x, { inner, activation: relu, outer });
    strictEqual(out.tracked, expected.length > 0);
    runs.length = 0;
    strictEqual(back(dout), undefined);
    deepStrictEqual(runs, expected);
  }
});
