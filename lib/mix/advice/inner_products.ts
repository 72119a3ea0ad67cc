/**
 * How long adapters are, and how far they point the same way.
 *
 * @module
 */
import type { Weights } from "../../io/safetensors.ts";
import { isLora } from "../../adapter/config.ts";
import { moduleOf, scalingAt } from "../../adapter/scaling.ts";
import type { Matrix } from "../fsd.ts";
import type { Adapter } from "../../adapter/adapter.ts";

/**
 * Inner products of every two adapters: of a LoRA, of what it adds to the weights,
 * scaling included; else of the weights.
 *
 * @param adapters Adapters of one group.
 * @returns A symmetric matrix; squares of the lengths are on its diagonal.
 */
export function innerProducts(adapters: readonly Adapter[]): Matrix {
  const found = adapters.map(() => adapters.map(() => 0));
  adapters.forEach((a, i) => {
    for (let j = i; j < adapters.length; j++) {
      const b = adapters[j]!;
      found[i]![j] = found[j]![i] = isLora(a.config!)
        ? productOfDeltas(a, b)
        : productOfWeights(a.weights, b.weights);
    }
  });
  return found;
}

function productOfWeights(a: Weights, b: Weights): number {
  let sum = 0;
  for (const [name, { data }] of a) {
    sum += dot(data, b.get(name)!.data, data.length);
  }
  return sum;
}

/** Without the products: <B A, D C> is the sum of (B^T D) times (A C^T). */
function productOfDeltas(a: Adapter, b: Adapter): number {
  let sum = 0;
  for (const name of a.weights.keys()) {
    if (!name.endsWith(".lora_A")) continue;
    const module = moduleOf(name);
    const rows = [a, b].map(({ weights }) => rowsOf(weights, module));
    sum += productOfFactors(rows[0]!, rows[1]!) * scalingOf(a, module) *
      scalingOf(b, module);
  }
  return sum;
}

/** Rows of A, and columns of B. */
interface Factors {
  readonly a: readonly Float32Array[];
  readonly b: readonly Float32Array[];
}

function rowsOf(weights: Weights, module: string): Factors {
  const first = weights.get(`${module}.lora_A`)!;
  const second = weights.get(`${module}.lora_B`)!;
  const [rank = 0, ins = 0] = first.shape;
  const outs = second.shape[0] ?? 0;
  const places = Array.from({ length: rank }, (_, r) => r);
  return {
    a: places.map((r) => first.data.subarray(r * ins, (r + 1) * ins)),
    b: places.map((r) =>
      Float32Array.from({ length: outs }, (_, o) => second.data[o * rank + r]!)
    ),
  };
}

function productOfFactors(one: Factors, other: Factors): number {
  let sum = 0;
  one.a.forEach((row, p) => {
    other.a.forEach((next, q) => {
      const left = dot(one.b[p]!, other.b[q]!, one.b[p]!.length);
      if (left !== 0) sum += left * dot(row, next, row.length);
    });
  });
  return sum;
}

function scalingOf({ config }: Adapter, module: string): number {
  return config && isLora(config) ? scalingAt(config, module) : 1;
}

function dot(a: Float32Array, b: Float32Array, length: number): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += a[i]! * b[i]!;
  return sum;
}
