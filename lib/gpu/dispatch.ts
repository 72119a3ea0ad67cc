/**
 * What one start of a kernel is told.
 *
 * @module
 */
import type { Kernel } from "./kernel.ts";
import type { Tensor } from "./tensor.ts";

/** What one dispatch binds and how far it reaches. */
export interface Dispatch {
  /** Value of each field of the kernel's `Params`. */
  params: Readonly<Record<string, number>>;
  /** Tensor for each storage variable that the entry point uses. */
  bind: Readonly<Record<string, Tensor>>;
  /** Elements to cover, one thread each. Give this or `groups`. */
  threads?: number;
  /** Workgroups to start. Give this or `threads`. */
  groups?: number;
}

/** Largest count of workgroups in a dispatch; kernels stride over the rest. */
const MAX_GROUPS = 65535;

/**
 * Counts the workgroups to start.
 *
 * @param kernel The kernel.
 * @param entry Name of the entry point.
 * @param dispatch Its reach.
 * @returns A number from 0, for nothing to do, to 65535.
 * @throws {TypeError} If the kernel has no such entry point.
 */
export function workgroups(
  kernel: Kernel,
  entry: string,
  { threads = 1, groups }: Dispatch,
): number {
  const width = kernel.entries.get(entry);
  if (width === undefined) {
    throw new TypeError(
      `Cannot run "${kernel.name}.${entry}": "${entry}" is no entry point of the kernel, expected one of ${
        [...kernel.entries.keys()].join(", ")
      }`,
    );
  }
  return Math.min(groups ?? Math.ceil(threads / width), MAX_GROUPS);
}
