/**
 * What a user may say about the device.
 *
 * @module
 */
import { toggle } from "../io/option.ts";

/** Command-line options of scripts that run networks, for {@linkcode Gpu.open}. */
export const gpuOptions = {
  tune: toggle("take the usual kernels, without trials on this device", true),
};
