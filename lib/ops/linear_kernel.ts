import activation from "../../kernels/_activation.wgsl" with { type: "text" };
import fragment from "../../kernels/_linear.wgsl" with { type: "text" };
import { digest } from "../io/digest.ts";
import { type Variants, variants } from "../gpu/kernel.ts";

/** What a product does besides multiplying; constants of kernels/_linear.wgsl. */
export type Extras = Readonly<
  Record<"BIAS" | "RESIDUAL" | "KEEP" | "ACTIVATION", number>
>;

/** Variants of one of the kernels of an affine map. */
export interface LinearKernel<Tile extends string>
  extends Variants<keyof Extras | Tile> {
  /** Name of the kernel, and a digest of its text. */
  readonly version: string;
}

/**
 * Makes the variants of one of the kernels of an affine map.
 *
 * @param name Name of its WGSL file, without extension.
 * @param source Its WGSL text, without the fragments that go before.
 * @returns A function from the constants' values, and the type of the numbers in
 * its tensors, to the kernel.
 */
export function linearKernel<Tile extends string = never>(
  name: string,
  source: string,
): LinearKernel<Tile> {
  const texts = [activation, fragment, source];
  const version = `${name}@${digest(texts.join("\n")).slice(0, 8)}`;
  return Object.assign(variants(name, ...texts), { version });
}
