import { dirname } from "node:path";
import { z } from "zod";
import { inputError } from "./failure.ts";
import { readJson } from "./json.ts";
import { mismatch } from "./mismatch.ts";
import { readWeights } from "./read_weights.ts";
import type { HostTensor, Weights } from "./safetensors.ts";

/** Name of a file beside the index: no path, not hidden, not too long. */
const BESIDE = /^\w[\w.-]{0,199}$/;

const schema = z.looseObject({
  weight_map: z.record(z.string(), z.string()),
});

/**
 * Reads tensors that are spread over several files, as an index says.
 *
 * @param path Path of the index, `model.safetensors.index.json` or
 * `pytorch_model.bin.index.json`.
 * @returns The tensors of all files, in the order of the index.
 * @throws {Failure} If the index or a file is missing or damaged, a file lies
 * outside of the index's directory, or has tensors other than the index says.
 * @see https://huggingface.co/docs/transformers/big_models
 */
export async function readSharded(path: string): Promise<Weights> {
  const expected = await readIndex(path);
  const found = new Map<string, HostTensor>();
  for (const [file, names] of expected.files) {
    const shard = `${dirname(path)}/${file}`;
    const { weights } = await readWeights(shard);
    expectNames(shard, [...weights.keys()], names);
    for (const [name, tensor] of weights) found.set(name, tensor);
  }
  return new Map(expected.names.map((name) => [name, found.get(name)!]));
}

/** Reads the index: all names, and the names that each file should have. */
async function readIndex(path: string) {
  const value = await readJson(path, "an index of a sharded model");
  const { success, data, error } = schema.safeParse(value);
  if (!success) {
    throw inputError(`Cannot use "${path}": ${mismatch(value, error)}`);
  }
  const files = new Map<string, Set<string>>();
  for (const [name, file] of Object.entries(data.weight_map)) {
    if (!BESIDE.test(file)) {
      throw inputError(
        `Cannot use "${path}": it places "${name}" in ${
          JSON.stringify(file)
        }, expected a file in the same directory`,
      );
    }
    const names = files.get(file) ?? new Set();
    files.set(file, names.add(name));
  }
  return { names: Object.keys(data.weight_map), files };
}

/** Throws unless a file has the tensors that the index places there. */
function expectNames(
  shard: string,
  found: readonly string[],
  expected: ReadonlySet<string>,
) {
  const extra = found.find((name) => !expected.has(name));
  if (extra !== undefined) {
    throw inputError(
      `Cannot use "${shard}": it has a tensor "${extra}", expected only those that the index places there`,
    );
  }
  const has = new Set(found);
  const missing = [...expected].find((name) => !has.has(name));
  if (missing === undefined) return;
  throw inputError(
    `Cannot use "${shard}": it has no tensor "${missing}", expected it as the index says`,
  );
}
