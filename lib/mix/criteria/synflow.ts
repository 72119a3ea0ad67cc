import type { HostTensor, Weights } from "../../io/safetensors.ts";
import type { Gpu } from "../../gpu/gpu.ts";
import type { Activation } from "../../ops/activation.ts";
import { activations } from "../../model/config.ts";
import { type AdapterConfig, isLora } from "../../adapter/config.ts";
import { moduleOf, scalingAt } from "../../adapter/scaling.ts";
import type { Numbers } from "../tensors.ts";

/** Two maps, one behind the other, all of whose weights are replaced by magnitudes. */
interface Module {
  /** Names of the tensors; a LoRA has no biases. */
  readonly down: string;
  readonly downBias?: string;
  readonly up: string;
  readonly upBias?: string;
  /** What stands between the maps; nothing in a LoRA. */
  readonly activation?: Activation;
  /** What the second map's output is multiplied by. */
  readonly scaling: number;
}

/** What comes out of the first map for ones, and how it reacts. */
interface Middle {
  readonly values: Numbers;
  readonly slopes: Numbers;
}

/**
 * Scores weights by what they let through: each module of the adapter is given ones,
 * with the magnitudes in place of its weights, and a weight's score is its product
 * with the gradient of the sum of all outputs.
 *
 * It looks at no data and at no other weights, and is done once, not in rounds.
 *
 * @param gpu Device that applies the non-linearity.
 * @param weights The adapter's weights, without head.
 * @param config Shape of the adapter.
 * @returns Scores from 0, by the same names.
 * @see Tanaka et al. 2020, arXiv:2006.05467, section 4; He et al. 2022,
 * arXiv:2210.04284, for adapters
 */
export async function synflow(
  gpu: Gpu,
  weights: Weights,
  config: AdapterConfig,
): Promise<Weights> {
  const scores = new Map<string, HostTensor>();
  for (const module of modulesOf(weights, config)) {
    const found = await flowThrough(gpu, weights, module);
    for (const [name, data] of found) {
      scores.set(name, { shape: weights.get(name)!.shape, data });
    }
  }
  return scores;
}

function modulesOf(weights: Weights, config: AdapterConfig): Module[] {
  return [...weights.keys()].flatMap((name): Module[] => {
    if (isLora(config)) {
      if (!name.endsWith(".lora_A")) return [];
      const module = moduleOf(name);
      const scaling = scalingAt(config, module);
      return [{ down: name, up: `${module}.lora_B`, scaling }];
    }
    const [, place] = /^(.+)\.adapter_down\.0\.weight$/.exec(name) ?? [];
    return place === undefined ? [] : [{
      down: name,
      downBias: `${place}.adapter_down.0.bias`,
      up: `${place}.adapter_up.weight`,
      upBias: `${place}.adapter_up.bias`,
      activation: activations[config.non_linearity],
      scaling: config.scaling,
    }];
  });
}

/** The scores of one module's tensors, by name. */
async function flowThrough(
  gpu: Gpu,
  weights: Weights,
  { down, downBias, up, upBias, activation, scaling }: Module,
): Promise<[name: string, scores: Numbers][]> {
  const of = (name: string) => weights.get(name)!.data.map(Math.abs);
  const inner = of(down);
  const bias = downBias === undefined ? undefined : of(downBias);
  const [width = 0, ins = 0] = weights.get(down)!.shape;
  const sums = Float32Array.from({ length: width }, (_, j) => {
    const row = inner.subarray(j * ins, (j + 1) * ins);
    return row.reduce((sum, value) => sum + value, bias?.[j] ?? 0);
  });
  const { values, slopes } = await middleOf(gpu, sums, activation);
  const outer = of(up);
  const columns = new Float32Array(width); // what each feature sends out
  outer.forEach((value, i) => columns[i % width]! += value);
  const onward = columns.map((column, j) => scaling * column * slopes[j]!);
  const scores: [string, Numbers][] = [
    [down, inner.map((value, i) => value * onward[Math.floor(i / ins)]!)],
    [up, outer.map((value, i) => scaling * value * values[i % width]!)],
  ];
  if (bias) scores.push([downBias!, bias.map((v, j) => v * onward[j]!)]);
  if (upBias) scores.push([upBias, of(upBias).map((v) => scaling * v)]);
  return scores;
}

/** Applies what stands between the maps, and takes its derivative. */
async function middleOf(
  gpu: Gpu,
  sums: Numbers,
  activation: Activation | undefined,
): Promise<Middle> {
  const ones = new Float32Array(sums.length).fill(1);
  if (!activation) return { values: sums, slopes: ones };
  using _ = gpu.scope();
  const x = gpu.tensor([sums.length], sums);
  const [out] = activation(x);
  const slope = activation.back(x, gpu.tensor([sums.length], ones));
  return { values: await gpu.read(out), slopes: await gpu.read(slope) };
}
