/**
 * Kernels that go through rows in vectors of four where rows divide by four.
 *
 * @module
 */
import scalars from "../../kernels/_scalars.wgsl" with { type: "text" };
import vectors from "../../kernels/_vectors.wgsl" with { type: "text" };
import { type Variants, variants } from "../gpu/kernel.ts";

/** The form of a kernel that suits rows of some width. */
export interface ElementForm<Name extends string> {
  /** Elements of a row, each one number or four. */
  readonly cols: number;
  /** Makes the kernel with these constants, for tensors of a type. */
  readonly wgsl: Variants<Name>;
}

/**
 * Makes both forms of a kernel that is written for rows of `Element`s.
 *
 * @param name Name of the WGSL file, without extension.
 * @param sources WGSL texts, as for `variants()`, without the elements' own.
 * @returns A function from the numbers of a row to the form that suits it.
 */
export function elementForms<Name extends string = never>(
  name: string,
  ...sources: string[]
): (cols: number) => ElementForm<Name> {
  const single = variants<Name>(name, scalars, ...sources);
  const fourfold = variants<Name>(name, vectors, ...sources);
  return (cols) =>
    cols % 4 === 0
      ? { cols: cols / 4, wgsl: fourfold }
      : { cols, wgsl: single };
}
