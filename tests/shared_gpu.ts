/**
 * A device for all tests of a file: each kernel is compiled once for all of them.
 *
 * @module
 */
import { Gpu } from "../lib/gpu/gpu.ts";
import type { Profile } from "../lib/gpu/profile.ts";

/** Devices by profile; each file of tests has this module for itself. */
const opened = new Map<Profile | undefined, Promise<Gpu>>();

/**
 * The device of a file's tests, opened by the first of them.
 *
 * It is closed with the file, which frees what the tests leave on it. Tests
 * that count its memory or replace its functions need one of their own.
 *
 * @param options As those of {@linkcode Gpu.open}.
 */
export function sharedGpu(options: { profile?: Profile } = {}): Promise<Gpu> {
  const gpu = opened.get(options.profile) ?? Gpu.open(options);
  opened.set(options.profile, gpu);
  return gpu;
}
