/**
 * What earlier versions of AdapterHub's libraries meant by the same files.
 *
 * @module
 */
import { type AdapterConfig, isLora } from "./config.ts";

/** What non-linearities are called since there are versions. */
const RENAMED = new Map<unknown, string>([
  ["gelu", "gelu_new"],
  ["gelu_orig", "gelu"],
]);

/**
 * The `config` part of a file in today's terms.
 *
 * @param config The part as it stands there.
 * @param version The file's `version`; files from before there were versions have
 * none, and other names for two non-linearities.
 * @see AdapterHub adapters 1.2.0, `utils.py`, `ACTIVATION_RENAME`
 */
export function inTodaysTerms(config: unknown, version?: string): unknown {
  if (typeof config !== "object" || config === null) return config;
  const { non_linearity: name } = config as { non_linearity?: unknown };
  if (typeof name !== "string") return config;
  const lower = name.toLowerCase();
  const today = version === undefined ? RENAMED.get(lower) : undefined;
  return { ...config, non_linearity: today ?? lower };
}

/**
 * The shape as its writer's library applied it: before 1.1.0, `adapters` left
 * LoRA's scaling out of the forward pass, so that it was 1.
 *
 * @param config The shape as the file states it.
 * @param version The file's `version`: "adapters.1.0.1", or in the library's first
 * files "0.1.0"; its predecessor's are from "1.0.0" to "3.2.1" and kept to the
 * scaling.
 * @see AdapterHub adapters 1.1.0, pull request 770
 */
export function asApplied(config: AdapterConfig, version = ""): AdapterConfig {
  const unscaled = /^(?:adapters\.)?0\.|^adapters\.1\.0\./.test(version);
  return isLora(config) && unscaled ? { ...config, alpha: config.r } : config;
}
