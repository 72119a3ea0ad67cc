import { inputError } from "../io/failure.ts";
import type { HostTensor, Weights } from "../io/safetensors.ts";

/** A LoRA factor's name: module, factor, and PEFT's adapter name and suffix. */
const FACTOR = /^(.+)\.lora_([AB])((?:\.\w+)?(?:\.weight)?)$/;

/**
 * What a LoRA adds to the weight of each module, but for its scale: B times A.
 *
 * Turning the signs of both factors round changes nothing that the adapter does,
 * so signs of the product say more than those of the factors.
 *
 * @param adapter The adapter's weights, without head; each module has A, [r, ins],
 * and B, [outs, r].
 * @returns The products by name of the module, [outs, ins], summed in float64.
 * @throws {Failure} If a tensor is no such factor, or if one is without its partner
 * or does not fit it.
 * @see Hu et al. 2021, arXiv:2106.09685, section 4.1
 */
export function deltaWeights(adapter: Weights): Weights {
  return new Map(
    factorPairs(adapter).map(({ module, first, second }) => [
      module,
      product(module, adapter.get(second)!, adapter.get(first)!),
    ]),
  );
}

/** A module, and the names of the tensors that are its A and its B. */
export interface FactorPair {
  readonly module: string;
  readonly first: string;
  readonly second: string;
}

/**
 * The modules of a LoRA with the names of their factors.
 *
 * @param adapter The adapter's weights, without head.
 * @returns A pair a module, in the order of the adapter's A.
 * @throws {Failure} If a tensor is no factor, or if one is without its partner.
 */
export function factorPairs(adapter: Weights): FactorPair[] {
  return [...adapter.keys()].flatMap((name): FactorPair[] => {
    const [, module = "", factor, suffix = ""] = FACTOR.exec(name) ?? [];
    const partner = `${module}.lora_${factor === "A" ? "B" : "A"}${suffix}`;
    if (!factor || !adapter.has(partner)) {
      throw inputError(
        factor
          ? `Cannot multiply LoRA factors: "${name}" is alone, expected "${partner}" with it`
          : `Cannot multiply LoRA factors: "${name}" is none, expected names that end in lora_A or lora_B`,
      );
    }
    return factor === "A" ? [{ module, first: name, second: partner }] : [];
  });
}

function product(module: string, b: HostTensor, a: HostTensor): HostTensor {
  const [rank = 0, ins = 0] = a.shape;
  const [outs = 0, inner] = b.shape;
  if (inner !== rank || a.shape.length !== 2 || b.shape.length !== 2) {
    throw inputError(
      `Cannot multiply LoRA factors of "${module}": B is [${b.shape}], A is [${a.shape}], expected [outs,r] and [r,ins]`,
    );
  }
  const data = new Float32Array(outs * ins);
  const row = new Float64Array(ins);
  for (let out = 0; out < outs; out++) {
    row.fill(0);
    const scales = b.data.subarray(out * rank, (out + 1) * rank);
    addRows(row, scales, a.data);
    data.set(row, out * ins);
  }
  return { shape: [outs, ins], data };
}

/** Adds each row of a matrix, times its scale, to a sum; four rows a pass. */
function addRows(
  sum: Float64Array,
  scales: Float32Array,
  rows: Float32Array,
): void {
  const { length } = sum;
  const whole = scales.length - scales.length % 4;
  for (let r = 0; r < whole; r += 4) {
    const [p, q, s, t] = [r, r + 1, r + 2, r + 3].map((k) => scales[k]!) as [
      number,
      number,
      number,
      number,
    ];
    const at = r * length;
    for (let i = 0; i < length; i++) {
      sum[i] = sum[i]! + p * rows[at + i]! + q * rows[at + length + i]! +
        s * rows[at + 2 * length + i]! + t * rows[at + 3 * length + i]!;
    }
  }
  for (let r = whole; r < scales.length; r++) {
    const scale = scales[r]!;
    for (let i = 0; i < length; i++) sum[i]! += scale * rows[r * length + i]!;
  }
}
