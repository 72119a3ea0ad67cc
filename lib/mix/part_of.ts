import { blockOf } from "./block_of.ts";

/** Ways to take an adapter apart; {@linkcode partOf} says what each does. */
export const partings = ["all", "layer", "kind", "place", "tensor"] as const;

/** A way to take an adapter apart. */
export type Parting = typeof partings[number];

/** Kinds of tensors, by how their names end. */
const KINDS = [
  [/\.bias$/, "bias"],
  [/\.adapter_down\.0\.weight$/, "down"],
  [/\.adapter_up\.weight$/, "up"],
  [/\.lora_A(?:\.\w+)*$/, "A"],
  [/\.lora_B(?:\.\w+)*$/, "B"],
] as const;

/** What follows the module's name in a tensor's name. */
const TENSOR =
  /\.(?:adapter_(?:down\.0|up)\.(?:weight|bias)|lora_[AB](?:\.\w+)*)$/;

/**
 * Name of the part of an adapter that a tensor belongs to.
 *
 * - `layer`: the transformer block, e.g. "block 3";
 * - `kind`: "down", "up" or "bias"; of a LoRA "A" or "B";
 * - `place`: what the adapter is at, e.g. "attention.output", "output" or "query";
 * - `tensor`: the tensor itself; `all`: one part for all tensors.
 *
 * @param name The tensor's name, e.g. `encoder.layer.3.output.adapter_up.bias`.
 * @param by How the adapter is taken apart.
 * @returns The part's name; "other" for a kind that is none of the above.
 * @throws {Failure} If a block is asked for and the name has no number.
 */
export function partOf(name: string, by: Parting): string {
  if (by === "all" || by === "tensor") return by === "all" ? "all" : name;
  if (by === "layer") return `block ${blockOf(name)}`;
  if (by === "kind") {
    return KINDS.find(([pattern]) => pattern.test(name))?.[1] ?? "other";
  }
  const place = name.replace(TENSOR, "").replace(/^.*?\.\d+\./, "");
  // A projection's own name says enough.
  return place === "attention.output" ? place : place.split(".").at(-1)!;
}
