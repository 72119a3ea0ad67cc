/**
 * Names of tensors in PEFT's files.
 *
 *     base_model.model.bert.encoder.layer.0.attention.self.query.lora_A.weight
 *                           encoder.layer.0.attention.self.query.lora_A
 *     base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight
 *                      model.layers.0.self_attn.q_proj.lora_A
 *
 * Training loops that save the wrapped model's own state leave names of Python
 * objects in front, and the adapter's name behind.
 *
 * @module
 */

/** What a tensor of PEFT's files is. */
export type Part =
  | {
    readonly kind: "factor";
    readonly module: string;
    readonly factor: Factor;
  }
  | { readonly kind: "saved"; readonly name: string }
  | { readonly kind: "original" };

/** One of the two maps of a LoRA: B A is added to the module's own map. */
export type Factor = "A" | "B";

const OUTER = /^(?:model\.)?base_model\.model\./;
const FACTOR = /^(.+)\.lora_([AB])(?:\.(?!weight$)[^.]+)?(?:\.weight)?$/;
const SAVED = /\.modules_to_save\.[^.]+\./;
const ORIGINAL = /\.original_module\./;

/** Modules that stand beside the encoder, not within it. */
const BESIDE = /^(?:classifier|score)\./;

/** Encoders whose names are the same but for what stands in front. */
const ENCODER = /^(?:bert|roberta)\./;

/**
 * Reads a stored name.
 *
 * @param stored The name.
 * @returns A factor and its module, a whole module that was trained, or a copy of
 * the model's own weights, which is no part of the adapter.
 */
export function partOf(stored: string): Part {
  const name = stored.replace(OUTER, "");
  const [, module, factor] = FACTOR.exec(name) ?? [];
  if (module) return { kind: "factor", module, factor: factor as Factor };
  if (ORIGINAL.test(name)) return { kind: "original" };
  return { kind: "saved", name: name.replace(SAVED, ".") };
}

/**
 * What the names of an encoder's modules all start with: `bert.` or `roberta.`,
 * or nothing.
 *
 * @param modules Names of modules.
 */
export function encoderPrefix(modules: readonly string[]): string {
  const [first = ""] = modules;
  const prefix = ENCODER.exec(first)?.[0] ?? "";
  return modules.every((module) => module.startsWith(prefix)) ? prefix : "";
}

/** Our name of a module: without the encoder's prefix. */
export function plainModule(module: string, prefix: string): string {
  return module.startsWith(prefix) ? module.slice(prefix.length) : module;
}

/**
 * PEFT's name of a tensor.
 *
 * @param plain Our name of a factor, or of a whole module's tensor.
 * @param prefix What names of the encoder's modules start with.
 */
export function peftName(plain: string, prefix: string): string {
  const within = BESIDE.test(plain) ? plain : `${prefix}${plain}`;
  const suffix = /\.lora_[AB]$/.test(plain) ? ".weight" : "";
  return `base_model.model.${within}${suffix}`;
}
