/**
 * Whether the machine's device calculates with f16: tests of that are left out
 * where it does not.
 *
 * @module
 */
import { Gpu } from "../lib/gpu/gpu.ts";

const gpu = await Gpu.open();

/** Options of a test that needs f16. */
export const halfFloats: Readonly<{ ignore: boolean }> = {
  ignore: !gpu.info.features.includes("shader-f16"),
};

gpu.close();
