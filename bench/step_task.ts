/**
 * What the peers are given of a bout.
 *
 * @module
 */
import type { StepTask } from "./peers/task.ts";
import { type Bout, embeddings } from "./step_bout.ts";

/** Names of tensors that belong to any block but the first. */
const LATER = /^encoder\.layer\.[1-9]/;

/** Choices for {@linkcode writeStepTask}. */
export interface StepTaskOptions {
  /** Whether all blocks have the weights of the first one: only those are written. */
  readonly alike?: boolean;
}

/**
 * Writes the numbers for the peers: embeddings, encoder, adapter and head.
 *
 * @param bout The bout.
 * @param file File to write them to.
 * @returns The task of training on them.
 */
export async function writeStepTask(
  bout: Bout,
  file: string,
  { alike = false }: StepTaskOptions = {},
): Promise<StepTask> {
  const { config, settings, encoded, frozen, trained } = bout;
  const x = embeddings(bout);
  const encoder = [...frozen].filter(([name]) => name.startsWith("encoder."));
  const tensors = [["x", x] as const, ...trained, ...encoder]
    .filter(([name]) => !alike || !LATER.test(name));
  const bytes = tensors.map(([, { data }]) =>
    new Uint8Array(Float32Array.from(data).buffer)
  );
  await Deno.writeFile(file, ReadableStream.from(bytes));
  return {
    task: "step",
    file,
    shapes: Object.fromEntries(
      tensors.map(([name, { shape }]) => [name, shape]),
    ),
    alike,
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
