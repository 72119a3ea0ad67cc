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
import { inputError } from "../io/failure.ts";
import type { HostTensor, Weights } from "../io/safetensors.ts";

/** Before version 2, adapters of tasks and of languages had places of their own. */
const STORED =
  /^(.+?)\.(?:adapters|loras|(?:attention|layer)_text_(?:task|lang)_adapters)\.([^.]+)\.(.+)$/;
const PREFIX = /^(?:bert|roberta)\.(?=encoder\.)/;
const STORED_HEAD = /^heads\.([^.]+)\.(\d+\.(?:weight|bias))$/;
const PART = /(lora_[AB]|adapter_(?:down\.0|up)\.(?:weight|bias))$/;
const STATIC_HEAD = /^classifier(?:\.(?:dense|out_proj))?\.(?:weight|bias)$/;

/**
 * Checks that files can hold an adapter of a name.
 *
 * @param name The name; between the dots of a tensor's name, it has none itself.
 * @throws {Failure} If it is empty or has a dot.
 */
export function expectName(name: string): void {
  if (name !== "" && !name.includes(".")) return;
  throw inputError(
    `Cannot name an adapter "${name}": the name is empty or has a dot, expected another --name`,
  );
}

/** Our name of a stored tensor, or nothing if it is not an adapter's. */
export function plainName(stored: string): string | undefined {
  const match = STORED.exec(stored.replace(PREFIX, ""));
  return match ? `${match[1]}.${match[3]}` : undefined;
}

/** What a stored name of an encoder's tensor starts with: `bert.` and the like, or nothing. */
export function prefixOf(stored: string): string {
  return PREFIX.exec(stored)?.[0] ?? "";
}

/** Our name of a stored head's tensor, or nothing if it is not a head's. */
export function plainHeadName(stored: string): string | undefined {
  const match = STORED_HEAD.exec(stored);
  if (match) return `heads.${match[2]}`;
  return STATIC_HEAD.test(stored) ? stored : undefined;
}

/**
 * Renames tensors for a file.
 *
 * @param weights The tensors under our names.
 * @param options What their names start with, and the adapter's name.
 */
export function storedNames(
  weights: Weights,
  { prefix, name }: { prefix: string; name: string },
): Map<string, HostTensor> {
  const within = (part: string) =>
    `${part.startsWith("lora") ? "loras" : "adapters"}.${name}.${part}`;
  return new Map(
    [...weights].map(([plain, tensor]) => [
      `${prefix}${plain.replace(PART, within)}`,
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
      plain.replace(/^heads\./, () => `heads.${name}.`),
      tensor,
    ]),
  );
}
