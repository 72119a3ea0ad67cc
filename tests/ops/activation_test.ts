import { Gpu } from "../../lib/gpu/gpu.ts";
import { gelu, relu, silu, tanh } from "../../lib/ops/activation.ts";
import {
  assertClose,
  assertGradient,
  normals,
  type Numbers,
} from "../check.ts";
import { erf } from "../reference.ts";

const cases = {
  gelu: {
    op: gelu,
    reference: (v: number) => v * (1 + erf(v / Math.SQRT2)) / 2,
  },
  relu: { op: relu, reference: (v: number) => Math.max(v, 0) },
  silu: { op: silu, reference: (v: number) => v / (1 + Math.exp(-v)) },
  tanh: { op: tanh, reference: Math.tanh },
};

for (const [name, { op, reference }] of Object.entries(cases)) {
  const f = (x: Numbers) => Float64Array.from(x, reference);

  Deno.test(`${name}() and its pullback match the reference`, async () => {
    const gpu = await Gpu.open();
    const x = normals(303, 1).map((v) => 2 * v);
    const dout = normals(303, 2);
    const [out, back] = op({ ...gpu.tensor([303], x), tracked: true });
    const dx = back(gpu.tensor([303], dout))!;
    assertClose(await gpu.read(out), f(x), { tolerance: 1e-6, what: "out" });
    assertGradient(f, { x, dout, dx: await gpu.read(dx) }, {
      tolerance: 1e-5,
      what: "dx",
    });
    gpu.close();
  });

  Deno.test(`${name}() stays finite far from zero`, async () => {
    const gpu = await Gpu.open();
    const x = new Float32Array([-1e4, -100, 100, 1e4]);
    const [out] = op(gpu.tensor([4], x));
    assertClose(await gpu.read(out), f(x), { tolerance: 1e-6, what: "out" });
    gpu.close();
  });
}
