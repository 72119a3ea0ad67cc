/**
 * Names of an adapter's tensors: in AdapterHub's files, and here.
 *
 * In a file the names hold the model's prefix and the adapter's name, here
 * neither, so that tensors of different adapters can be matched by name:
 *
 *     roberta.encoder.layer.0.output.adapters.rct.adapter_up.bias
 *             encoder.layer.0.output.adapter_up.bias
 *     heads.rct.4.weight
 *     heads.4.weight
 *
 * @module
 */
import type { HostTensor, Weights } from "../io/safetensors.ts";

const STORED =
  /^(?:(?:bert|roberta)\.)?(encoder\..+)\.(?:adapters|loras)\.([^.]+)\.(.+)$/;
const STORED_HEAD = /^heads\.([^.]+)\.(\d+\.(?:weight|bias))$/;
const STATIC_HEAD = /^classifier(?:\.(?:dense|out_proj))?\.(?:weight|bias)$/;

/** Our name of a stored tensor, or nothing if it is not an adapter's. */
export function plainName(stored: string): string | undefined {
  const match = STORED.exec(stored);
  return match ? `${match[1]}.${match[3]}` : undefined;
}

/** Our name of a stored head's tensor, or nothing if it is not a head's. */
export function plainHeadName(stored: string): string | undefined {
  const match = STORED_HEAD.exec(stored);
  if (match) return `heads.${match[2]}`;
  return STATIC_HEAD.test(stored) ? stored : undefined;
}

/** Renames tensors for a file. */
export function storedNames(
  weights: Weights,
  { type, name }: { type: string; name: string },
): Map<string, HostTensor> {
  return new Map(
    [...weights].map(([plain, tensor]) => [
      `${type}.${plain}`
        .replace(/\.(lora_[AB])$/, `.loras.${name}.$1`)
        .replace(/\.(adapter_(?:down|up)\.)/, `.adapters.${name}.$1`),
      tensor,
    ]),
  );
}

/** Renames a head's tensors for a file. */
export function storedHeadNames(
  weights: Weights,
  name: string,
): Map<string, HostTensor> {
  return new Map(
    [...weights].map(([plain, tensor]) => [
      plain.replace(/^heads\./, `heads.${name}.`),
      tensor,
    ]),
  );
}
