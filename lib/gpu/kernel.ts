/**
 * Reads a kernel's interface out of its WGSL text, so that it is declared once.
 *
 * @module
 */
import { constants, evaluate, withConstants } from "./constants.ts";
import { storedTypes, withHalves } from "./stored.ts";
import type { Dtype } from "./tensor.ts";
import { unroll } from "./unroll.ts";

/** A WGSL module and what its text declares. */
export interface Kernel {
  /** Name of the WGSL file, without extension, and the constants set in it. */
  readonly name: string;
  /** WGSL text: the fragments, then the kernel's own file, loops unrolled. */
  readonly code: string;
  /** Binding number of each storage variable, by name. */
  readonly bindings: ReadonlyMap<string, number>;
  /** Type of the numbers in each storage variable, by name. */
  readonly types: ReadonlyMap<string, Dtype>;
  /** Names of the storage variables that may be written to. */
  readonly written: ReadonlySet<string>;
  /** Fields of `struct Params`, in order: name and scalar type. */
  readonly params: readonly (readonly [name: string, type: ParamType])[];
  /** Threads per workgroup of each entry point, by name. */
  readonly entries: ReadonlyMap<string, number>;
}

/** Scalar types that a `Params` field may have: all of 4 bytes, so no padding. */
export type ParamType = "u32" | "f32";

const BINDING = /@binding\((\d+)\) var<storage, (read(?:_write)?)> (\w+):/g;
const PARAMS = /struct Params \{([^}]*)\}/;
const COMMENT = /\/\/.*/g;
const ENTRY = /@compute @workgroup_size\(([^)]+)\)\s*fn (\w+)/g;

/**
 * Reads a kernel from its WGSL text.
 *
 * The text must keep to the house form: one `struct Params` of `u32` and `f32`
 * fields at binding 0, one storage variable a line, workgroups along x only.
 * Constant loops below a line `// unroll` are written out.
 *
 * @param name Name of the WGSL file, without extension.
 * @param sources WGSL texts: shared fragments first, the kernel's own file last.
 * @returns The kernel, not yet compiled.
 * @throws {SyntaxError} If the text declares no entry point, if a `Params` field
 * is neither `u32` nor `f32`, or if a storage variable holds what no tensor does.
 */
export function kernel(name: string, ...sources: string[]): Kernel {
  const source = sources.join("\n");
  const params = fields(name, source.match(PARAMS)?.[1] ?? "");
  const variables = [...source.matchAll(BINDING)];
  const bindings = new Map(
    variables.map(([, at, , variable = ""]) => [variable, Number(at)]),
  );
  const written = new Set(
    variables.filter(([, , access]) => access === "read_write")
      .map(([, , , variable = ""]) => variable),
  );
  const known = constants(source);
  const entries = new Map(
    [...source.matchAll(ENTRY)].map((
      [, width = "", entry = ""],
    ) => [entry, evaluate(width, known, name)]),
  );
  if (entries.size === 0) {
    throw new SyntaxError(
      `Cannot read kernel "${name}": it declares no entry point, expected a line "@compute @workgroup_size(N)"`,
    );
  }
  const code = unroll(name, source);
  const types = storedTypes(name, source);
  return { name, code, bindings, types, written, params, entries };
}

/** Reads the fields of a struct whose fields are all single words of 4 bytes. */
function fields(name: string, body: string): Kernel["params"] {
  const texts = body.replace(COMMENT, "").split(",").map((text) => text.trim());
  return texts.filter((text) => text !== "").map((text) => {
    const [field = "", type = ""] = text.split(/\s*:\s*/);
    if (type !== "u32" && type !== "f32") {
      throw new SyntaxError(
        `Cannot read kernel "${name}": Params.${field} is ${type}, expected u32 or f32`,
      );
    }
    return [field, type] as const;
  });
}

/** Finds the variant of a kernel with these constants, for tensors of a type. */
export type Variants<Name extends string> = (
  values: Readonly<Record<Name, number>>,
  dtype?: Dtype,
) => Kernel;

/**
 * Makes variants of a kernel that differ in constants, or in the type in which
 * numbers are stored, each of them once.
 *
 * @param name Name of the WGSL file, without extension.
 * @param sources WGSL texts, as for {@linkcode kernel}.
 * @returns A function from the constants' values, and the type of the numbers in
 * its tensors, to the kernel.
 */
export function variants<Name extends string>(
  name: string,
  ...sources: string[]
): Variants<Name> {
  const made = new Map<string, Kernel>();
  return (values, dtype = "f32") => {
    const words = Object.entries(values).map(([k, v]) => `${k}=${v}`).sort();
    const key = [name, ...words, ...dtype === "f16" ? [dtype] : []].join(" ");
    let variant = made.get(key);
    if (!variant) {
      const source = withConstants(name, sources.join("\n"), values);
      variant = kernel(
        key,
        dtype === "f16" ? withHalves(name, source) : source,
      );
      made.set(key, variant);
    }
    return variant;
  };
}
