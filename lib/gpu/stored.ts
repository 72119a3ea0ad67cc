/**
 * The types of number that a WGSL text reads and writes, and their halves.
 *
 * A kernel of a forward pass calls the type of what it loads and stores by a
 * name, `alias Stored = f32;`, and calculates in f32 whatever that is, so that
 * the same text serves tensors of f16.
 *
 * @module
 */
import type { Dtype } from "./tensor.ts";

const STORED = /^alias Stored = f32;/m;
const ALIAS = /^alias (\w+) = ([^;]+);/gm;
const VARIABLE = /var<storage, \w+> (\w+): array<(.+)>;/g;
const COMPOSITE = /^(?:vec[234]|atomic)<(.+)>$/;
const SHORT = /^vec[234]([fhu])$/;
const LETTERS: Readonly<Record<string, Dtype>> = {
  f: "f32",
  h: "f16",
  u: "u32",
};

/**
 * Makes a kernel load and store f16.
 *
 * @param name Name of the kernel, for errors.
 * @param code WGSL text.
 * @returns The text with the other type.
 * @throws {TypeError} If the text names no type for what it stores.
 */
export function withHalves(name: string, code: string): string {
  if (!STORED.test(code)) {
    throw new TypeError(
      `Cannot run "${name}" on f16: it declares no "alias Stored", expected tensors of f32`,
    );
  }
  return `enable f16;\n${code.replace(STORED, "alias Stored = f16;")}`;
}

/**
 * Reads which type of number each storage variable of a WGSL text holds.
 *
 * @param name Name of the kernel, for errors.
 * @param code WGSL text, one storage variable a line, each an array.
 * @returns The types by name of the variable.
 * @throws {SyntaxError} If one holds numbers of a type that no tensor has.
 */
export function storedTypes(
  name: string,
  code: string,
): ReadonlyMap<string, Dtype> {
  const aliases = new Map(
    [...code.matchAll(ALIAS)].map(([, alias = "", type = ""]) => [alias, type]),
  );
  const scalar = (type: string): Dtype | undefined => {
    const inner = aliases.get(type) ?? COMPOSITE.exec(type)?.[1];
    if (inner !== undefined) return scalar(inner);
    return LETTERS[SHORT.exec(type)?.[1] ?? ""] ??
      Object.values(LETTERS).find((dtype) => dtype === type);
  };
  return new Map(
    [...code.matchAll(VARIABLE)].map(([, variable = "", type = ""]) => {
      const dtype = scalar(type);
      if (dtype) return [variable, dtype];
      throw new SyntaxError(
        `Cannot read kernel "${name}": "${variable}" holds ${type}, expected f32, f16, u32 or vectors of them`,
      );
    }),
  );
}
