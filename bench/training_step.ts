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
import type { StepTask } from "./peers/task.ts";
import { type Bout, drawBout, embeddings } from "./step_bout.ts";
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
    const task = await writeTask(bout, join(folder, "numbers"));
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

/** Writes the numbers for the peers: embeddings, encoder, adapter and head. */
async function writeTask(bout: Bout, file: string): Promise<StepTask> {
  const { config, settings, encoded, frozen, trained } = bout;
  const x = embeddings(bout);
  const encoder = [...frozen].filter(([name]) => name.startsWith("encoder."));
  const tensors = new Map([["x", x], ...trained, ...encoder]);
  const bytes = [...tensors.values()].map(({ data }) =>
    new Uint8Array(Float32Array.from(data).buffer)
  );
  await Deno.writeFile(file, ReadableStream.from(bytes));
  return {
    task: "step",
    file,
    shapes: Object.fromEntries(
      [...tensors].map(([name, { shape }]) => [name, shape]),
    ),
    trained: [...trained.keys()],
    labels: encoded.map(({ label }) => label),
    blocks: config.num_hidden_layers,
    heads: config.num_attention_heads,
    tokens: encoded[0]!.ids.length,
    eps: config.layer_norm_eps,
    rate: settings.learningRate,
    decay: settings.weightDecay,
    maxGradNorm: settings.maxGradNorm,
  };
}
