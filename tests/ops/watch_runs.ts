/**
 * Ways to watch or change what a device is told to run.
 *
 * @module
 */
import type { Gpu } from "../../lib/gpu/gpu.ts";

/**
 * Watches which kernels a device is told to run.
 *
 * @param gpu The device.
 * @returns Entry points, to which each later run adds its own.
 */
export function recordRuns(gpu: Gpu): string[] {
  const entries: string[] = [];
  const run = gpu.run.bind(gpu);
  gpu.run = (kernel, entry, dispatch) => {
    entries.push(entry);
    run(kernel, entry, dispatch);
  };
  return entries;
}

/**
 * Makes a device start a single workgroup each time, so that its threads must
 * stride over all the work.
 *
 * @param gpu The device.
 * @returns The device.
 */
export function oneWorkgroup(gpu: Gpu): Gpu {
  const run = gpu.run.bind(gpu);
  gpu.run = (kernel, entry, { params, bind }) =>
    run(kernel, entry, { params, bind, groups: 1 });
  return gpu;
}
