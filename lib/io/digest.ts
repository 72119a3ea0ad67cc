/**
 * Hashes that tell whether two things are the same.
 *
 * @module
 */
import { createHash } from "node:crypto";
import type { Weights } from "./safetensors.ts";

/**
 * SHA-256 of bytes.
 *
 * @param data Bytes, or a text that stands for its UTF-8 bytes.
 * @returns 64 hexadecimal digits.
 */
export function digest(data: Uint8Array | string): string {
  return createHash("sha256").update(data).digest("hex");
}

/**
 * SHA-256 of weights: of their names, shapes and float32 bits.
 *
 * The order of the tensors and the way that a file stores them do not count.
 * Adapters whose initial weights have the same digest started from one point.
 *
 * @param weights The tensors by name.
 * @returns 64 hexadecimal digits.
 */
export function digestWeights(weights: Weights): string {
  const hash = createHash("sha256");
  for (const name of [...weights.keys()].sort()) {
    const { shape, data } = weights.get(name)!;
    hash.update(JSON.stringify([name, shape]));
    hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  return hash.digest("hex");
}
