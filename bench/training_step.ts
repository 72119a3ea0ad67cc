/**
 * A step of adapter training beside the same step of the peers.
 *
 * Each is given the same numbers and must come to the same three first losses.
 *
 * @module
 */
import { join } from "node:path";
import { type Candidate, race } from "./measure.ts";
import type { PeerName } from "./peers.ts";
import { drawBout } from "./step_bout.ts";
import { writeStepTask } from "./step_task.ts";
import { firstLosses, stepTimer } from "./step_timer.ts";
import {
  deviceOf,
  expectNumbers,
  type Measurement,
  outcome,
  type Workbench,
} from "./workbench.ts";

/** Error of the losses after steps that add up in an order of their own. */
const TOLERANCE = 1e-4;

/** Measures steps. */
export async function* trainingStep(
  { gpu, effort, peers }: Workbench,
): AsyncGenerator<Measurement> {
  using _ = gpu.scope();
  const bout = drawBout();
  const ours = stepTimer(gpu, bout);
  const losses = await firstLosses(ours, 3);
  const folder = await Deno.makeTempDir({ prefix: "bench-" });
  try {
    const task = await writeStepTask(bout, join(folder, "numbers"));
    const others: Candidate[] = [];
    for (const name of ["jax-js", "tfjs", "torch"] satisfies PeerName[]) {
      const prepared = await peers.prepare(name, task);
      if (!prepared) continue;
      expectNumbers(`step of ${name}`, prepared.result, losses, TOLERANCE);
      others.push(prepared.candidate);
    }
    const result = await race([ours.candidate, ...others], effort);
    yield {
      bench: "training_step",
      ...deviceOf(gpu),
      sequences: bout.encoded.length,
      tokens: task.tokens,
      ...outcome(result, others),
    };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
