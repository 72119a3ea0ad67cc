import type { Weights } from "../../io/safetensors.ts";
import type { Gpu } from "../../gpu/gpu.ts";
import { moduleOf } from "../../adapter/scaling.ts";
import { deltaWeights } from "../delta_weights.ts";
import { fsdMatrix, type SignMatrices } from "../fsd.ts";

/**
 * Signs of what LoRAs add to the weights, module by module: the products are never
 * all there at one time, as those of a large model take gigabytes.
 *
 * @param gpu Device to count on.
 * @param adapters The adapters' weights, on the same modules, of any ranks.
 * @returns The counts of each module, in the order of the first adapter's names.
 * @throws {Failure} If one has another module than the first.
 */
export async function deltaSigns(
  gpu: Gpu,
  adapters: readonly Weights[],
): Promise<Map<string, SignMatrices>> {
  const parts = adapters.map((weights) =>
    Map.groupBy(weights, ([name]) => moduleOf(name))
  );
  const found = new Map<string, SignMatrices>();
  for (const module of parts[0]?.keys() ?? []) {
    const products = parts.map((factors) =>
      deltaWeights(new Map(factors.get(module) ?? []))
    );
    const { perTensor } = await fsdMatrix(gpu, products);
    found.set(module, perTensor.get(module)!);
  }
  return found;
}
