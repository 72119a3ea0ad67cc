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
  const products = new Map<string, HostTensor>();
  for (const [name, tensor] of adapter) {
    const [, module = "", factor, suffix = ""] = FACTOR.exec(name) ?? [];
    const partner = `${module}.lora_${factor === "A" ? "B" : "A"}${suffix}`;
    const other = adapter.get(partner);
    if (!factor || !other) {
      throw inputError(
        factor
          ? `Cannot multiply LoRA factors: "${name}" is alone, expected "${partner}" with it`
          : `Cannot multiply LoRA factors: "${name}" is none, expected names that end in lora_A or lora_B`,
      );
    }
    if (factor === "A") products.set(module, product(module, other, tensor));
  }
  return products;
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
    for (let r = 0; r < rank; r++) {
      const scale = b.data[out * rank + r]!;
      for (let i = 0; i < ins; i++) row[i]! += scale * a.data[r * ins + i]!;
    }
    data.set(row, out * ins);
  }
  return { shape: [outs, ins], data };
}
