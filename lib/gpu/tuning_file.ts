/**
 * Where a device's choices of kernels are kept between runs.
 *
 * @module
 */
import { join } from "node:path";
import { writeFileAtomic } from "../io/atomic.ts";
import { digest } from "../io/digest.ts";
import type { DeviceInfo } from "./device.ts";

/** Names of the chosen candidates, by question. */
export type Choices = ReadonlyMap<string, string>;

/** What the path of the file depends on besides the device. */
export interface Surroundings {
  /** Operating system, as Deno names it. */
  readonly os: typeof Deno.build.os;
  /** Value of a variable of the environment. */
  readonly env: (name: string) => string | undefined;
}

/**
 * Path of the file of one device, in the user's cache directory.
 *
 * Another driver or another compiler of shaders may be another device: what the
 * device says of itself and Deno's version make up the name.
 *
 * @param info What the device is.
 * @param surroundings Operating system and environment.
 * @returns The path, or nothing where the user has no home.
 * @see XDG Base Directory Specification 0.8, for Linux
 */
export function tuningPath(
  { vendor, name, profile }: DeviceInfo,
  { os, env }: Surroundings = {
    os: Deno.build.os,
    env: (n) => Deno.env.get(n),
  },
): string | undefined {
  const home = env("HOME");
  const usual = os === "windows"
    ? env("LOCALAPPDATA")
    : os === "darwin"
    ? home && join(home, "Library", "Caches")
    : env("XDG_CACHE_HOME") || (home && join(home, ".cache"));
  if (!usual) return undefined;
  const identity = JSON.stringify([vendor, name, profile, Deno.version.deno]);
  const file = `kernels-${digest(identity).slice(0, 16)}.json`;
  return join(usual, "mixology", file);
}

/**
 * Reads the choices of earlier runs.
 *
 * @param path Path of the file.
 * @returns The choices; none if the file is missing, damaged or unreadable, as
 * they can be made again.
 */
export async function readChoices(path: string): Promise<Map<string, string>> {
  try {
    const { choices } = JSON.parse(await Deno.readTextFile(path));
    const entries = Object.entries(choices).filter((entry) =>
      typeof entry[1] === "string"
    );
    return new Map(entries as [string, string][]);
  } catch {
    return new Map();
  }
}

/**
 * Keeps choices for later runs, besides those that other runs kept meanwhile.
 *
 * Does nothing where the file cannot be written: the choices are then made anew
 * by each run.
 *
 * @param path Path of the file.
 * @param device Name of the device, for people who look into the file.
 * @param choices The choices.
 */
export async function writeChoices(
  path: string,
  device: string,
  choices: Choices,
): Promise<void> {
  const all = [...await readChoices(path), ...choices].sort();
  const text = JSON.stringify(
    { device, choices: Object.fromEntries(all) },
    undefined,
    2,
  );
  await writeFileAtomic(path, `${text}\n`).catch(() => {});
}
