import type { Gpu } from "../gpu/gpu.ts";
import { attentionAnswers } from "./known_attention_answers.ts";
import type { Answer, KnownAnswer } from "./known_answer.ts";
import { layerAnswers } from "./known_layer_answers.ts";
import { mixAnswers } from "./known_mix_answers.ts";
import { trainingAnswers } from "./known_training_answers.ts";

/** The known answers of all kernels, by name of the kernel. */
export const knownAnswers: Readonly<Record<string, KnownAnswer>> = {
  ...layerAnswers,
  ...attentionAnswers,
  ...trainingAnswers,
  ...mixAnswers,
};

/** Largest error that rounding explains. */
const TOLERANCE = 1e-5;

/** How one kernel did. */
export interface SelfCheck {
  /** Name of the kernel. */
  kernel: string;
  /** Largest |made - expected| / (1 + |expected|); infinite if a number is none. */
  error: number;
  /** Whether the error is at most 1e-5. */
  ok: boolean;
}

/**
 * Runs each kernel on a few numbers whose answers were worked out by hand.
 *
 * @param gpu Device to check.
 * @returns How each kernel did, in alphabetical order.
 * @throws {Failure} If the device refuses a kernel; the message names it.
 */
export async function selfCheck(gpu: Gpu): Promise<SelfCheck[]> {
  const results: SelfCheck[] = [];
  for (const kernel of Object.keys(knownAnswers).sort()) {
    using _ = gpu.scope();
    let error = 0;
    for (const answer of knownAnswers[kernel]!(gpu)) {
      error = Math.max(error, await errorOf(gpu, answer));
    }
    results.push({ kernel, error, ok: error <= TOLERANCE });
  }
  return results;
}

async function errorOf(gpu: Gpu, [made, expected]: Answer): Promise<number> {
  const numbers = made.dtype === "u32"
    ? await gpu.readCounts(made)
    : await gpu.read(made);
  if (numbers.length !== expected.length) return Infinity;
  const errors = expected.map((e, i) =>
    Math.abs(numbers[i]! - e) / (1 + Math.abs(e))
  );
  return errors.every(Number.isFinite) ? Math.max(0, ...errors) : Infinity;
}
