/**
 * Checks for ops and layers: a GPU result against a float64 reference, and a
 * pullback against central differences of that same reference.
 *
 * @module
 */
import { AssertionError } from "node:assert/strict";
import { size, type Tensor } from "../lib/gpu/tensor.ts";
import type { Result } from "../lib/ops/op.ts";

/** Numbers of any array kind. */
export type Numbers = ArrayLike<number>;

/** A forward pass in float64, as a function of one of its inputs. */
export type Reference = (x: Numbers) => Float64Array;

/** Seeded numbers, roughly normal: sums of four uniforms from a 32-bit LCG. */
export function normals(
  count: number,
  seed: number,
): Float32Array<ArrayBuffer> {
  let state = seed >>> 0;
  const next = () =>
    (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  return Float32Array.from(
    { length: count },
    () => (next() + next() + next() + next() - 2) * Math.sqrt(3),
  );
}

/** Asserts that |actual - expected| <= tolerance * (1 + |expected|) everywhere. */
export function assertClose(
  actual: Numbers,
  expected: Numbers,
  { tolerance, what }: { tolerance: number; what: string },
) {
  for (let i = 0; i < Math.max(actual.length, expected.length); i++) {
    const [a, e] = [actual[i]!, expected[i]!];
    if (Math.abs(a - e) <= tolerance * (1 + Math.abs(e))) continue;
    throw new AssertionError({
      message: `${what}[${i}] is ${a}, expected ${e} to ${tolerance}`,
    });
  }
}

/**
 * Asserts that `dx` is the gradient of dout . f(x), in three random directions.
 *
 * @param f Reference forward pass.
 * @param at The point x, the gradient `dout` at f(x), the gradient `dx` to check.
 * @param options Relative tolerance, and the gradient's name in the error.
 */
export function assertGradient(
  f: Reference,
  at: { x: Numbers; dout: Numbers; dx: Numbers },
  { tolerance, what }: { tolerance: number; what: string },
) {
  const h = 1e-5; // in float64 the difference is then right to about 1e-9
  for (const seed of [11, 12, 13]) {
    const t = normals(at.x.length, seed);
    const move = (by: number) =>
      Float64Array.from(t, (v, i) => at.x[i]! + by * v);
    const [above, below] = [f(move(h)), f(move(-h))];
    const change = above.map((y, j) => (y - below[j]!) / (2 * h));
    const [slope, expected] = [dot(at.dx, t), dot(at.dout, change)];
    const scale = Math.sqrt(dot(at.dx, at.dx) * dot(t, t));
    if (Math.abs(slope - expected) <= tolerance * scale) continue;
    throw new AssertionError({
      message:
        `${what} has slope ${slope} in direction ${seed}, expected ${expected} to ${tolerance}`,
    });
  }
}

/**
 * Asserts that a layer's pullback fits its own forward pass, along one direction.
 *
 * The differences are of float32 results, so they are good to about 1e-3: this
 * finds a wrong sign or a forgotten branch; the ops' own tests find the rest.
 */
export async function assertGradientOfLayer(
  layer: (x: Tensor) => Result,
  x: Tensor,
  { tolerance }: { tolerance: number },
) {
  const { gpu, shape } = x;
  const h = 1e-2;
  const at = await gpu.read(x);
  const t = normals(size(shape), 11);
  const run = async (by: number) => {
    const moved = at.map((v, i) => v + by * t[i]!);
    return await gpu.read(layer(gpu.tensor(shape, moved))[0]);
  };
  const [above, below] = [await run(h), await run(-h)];
  const change = above.map((y, j) => (y - below[j]!) / (2 * h));
  const [out, back] = layer({ ...x, tracked: true });
  const dout = normals(size(out.shape), 12);
  const dx = await gpu.read(back(gpu.tensor(out.shape, dout))!);
  assertClose([dot(dx, t)], [dot(dout, change)], { tolerance, what: "slope" });
}

/** Sum of the products. */
function dot(a: Numbers, b: Numbers): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
