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
