/**
 * The parity cases: numbers that PyTorch gave, made by tests/fixtures/reference.py.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { readSafetensors, type Weights } from "../lib/io/safetensors.ts";
import type { Encoded } from "../lib/text/batches.ts";
import { readExamples } from "../lib/text/read_examples.ts";
import type { Gpu } from "../lib/gpu/gpu.ts";
import type { Adapter } from "../lib/adapter/adapter.ts";
import { readAdapter } from "../lib/adapter/file.ts";
import { plainHeadName, plainName } from "../lib/adapter/names.ts";
import { encodeExamples, loadModel, type Model } from "../lib/model/loaded.ts";
import { withDropout } from "../lib/train/options.ts";

/** Names of the cases: each model with each kind of adapter. */
export const parityCases = ["bert", "roberta"].flatMap((model) =>
  ["pfeiffer", "houlsby", "lora"].map((kind) => `${model}-${kind}`)
);

/** Folder of a case. */
export function parityFolder(name: string): string {
  return fileURLToPath(new URL(`fixtures/parity/${name}`, import.meta.url));
}

/** What a case consists of. */
export interface ParityCase {
  readonly model: Model;
  readonly adapter: Adapter;
  readonly encoded: readonly Encoded[];
  readonly expected: Weights;
  readonly settings: Readonly<Record<string, number>>;
}

/** Loads a case; its model has no dropout. */
export async function loadParityCase(
  gpu: Gpu,
  name: string,
): Promise<ParityCase> {
  const folder = parityFolder(name);
  const loaded = await loadModel(gpu, `${folder}/model`);
  const model = { ...loaded, config: withDropout(loaded.config, 0) };
  const examples = await readExamples(`${folder}/data.csv`);
  const { weights } = await readSafetensors(`${folder}/expected.safetensors`);
  return {
    model,
    adapter: await readAdapter(`${folder}/adapter`),
    encoded: encodeExamples(model, examples, 62),
    expected: weights,
    settings: JSON.parse(await Deno.readTextFile(`${folder}/case.json`)),
  };
}

/** The expected tensors of a stage, "grad" or "step3", under our names. */
export function expectedTensors(
  expected: Weights,
  stage: string,
): Map<string, Float32Array> {
  const found = new Map<string, Float32Array>();
  for (const [name, { data }] of expected) {
    if (!name.startsWith(`${stage}.`)) continue;
    const stored = name.slice(stage.length + 1);
    const plain = plainName(stored) ?? plainHeadName(stored);
    if (plain) found.set(plain, data);
  }
  return found;
}

/** Largest difference of two arrays, as a share of the largest expected entry. */
export function largestError(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
): number {
  let [difference, largest] = [0, 0];
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs(actual[i]! - expected[i]!);
    difference = Number.isNaN(error) ? Infinity : Math.max(difference, error);
    largest = Math.max(largest, Math.abs(expected[i]!));
  }
  return difference / largest;
}
