/**
 * Examples a second of a model of RoBERTa-large's shape: adapter training, and
 * evaluation, beside PyTorch in several precisions.
 *
 * @module
 */
import { join } from "node:path";
import { Gpu } from "../lib/gpu/gpu.ts";
import { firstLosses, stepTimer } from "./step_timer.ts";
import { drawLargeBout } from "./large_bout.ts";
import { type Candidate, race } from "./measure.ts";
import { forwardFlops, trainingFlops } from "./model_flops.ts";
import type { PeerName } from "./peers.ts";
import type { EvaluateTask, Precision, StepTask } from "./peers/task.ts";
import { evaluation } from "./evaluation.ts";
import { fmaRoof } from "./roofs.ts";
import type { Bout } from "./step_bout.ts";
import { writeStepTask } from "./step_task.ts";
import {
  deviceOf,
  expectNumbers,
  type Measurement,
  outcome,
  rounded,
  type Workbench,
} from "./workbench.ts";

/** PyTorch in each precision, and how far its results may be from ours. */
const OTHERS: readonly [PeerName, Precision, tolerance: number][] = [
  ["torch", "f32", 1e-3],
  ["torch_tf32", "tf32", 2e-2],
  ["torch_bf16", "bf16", 1e-1],
];

/** Error of both profiles of ours against each other, on a slice of the model. */
const TOLERANCE = 1e-4;

/** What is measured: numbers to be checked, and something to be timed. */
interface Pass {
  readonly task: StepTask["task"] | EvaluateTask["task"];
  /** Puts a bout on a device. */
  begin(gpu: Gpu, bout: Bout): Promise<Ready> | Ready;
  /** Floating-point operations of one repetition. */
  flops(bout: Bout): number;
}

/** A pass that is ready. */
interface Ready {
  readonly candidate: Candidate;
  /** Gives the numbers that a peer answers with; asked once, before the timing. */
  result(): Promise<ArrayLike<number>>;
}

/** Both passes by the name that the results use. */
const PASSES: Readonly<Record<string, Pass>> = {
  training: {
    task: "step",
    begin(gpu, bout) {
      const timer = stepTimer(gpu, bout);
      const { candidate } = timer;
      return { candidate, result: () => firstLosses(timer, 3) };
    },
    flops: trainingFlops,
  },
  evaluation: { task: "evaluate", begin: evaluation, flops: forwardFlops },
};

/** Measures both passes. */
export async function* robertaLarge(
  workbench: Workbench,
): AsyncGenerator<Measurement> {
  const { profile } = workbench.gpu.info;
  const layers = workbench.layers ?? (profile === "gpu" ? 24 : 2);
  const sequences = profile === "gpu" ? 64 : 4;
  const bout = drawLargeBout({ layers, sequences });
  const folder = await Deno.makeTempDir({ prefix: "bench-" });
  try {
    const file = join(folder, "numbers");
    const task = await writeStepTask(bout, file, { alike: true });
    for (const name in PASSES) {
      await checkSlice(PASSES[name]!);
      const measured = await measure(workbench, bout, PASSES[name]!, task);
      yield { bench: "roberta_large", pass: name, layers, ...measured };
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Times a pass beside PyTorch's. */
async function measure(
  { gpu, effort, peers }: Workbench,
  bout: Bout,
  pass: Pass,
  network: StepTask,
) {
  using _ = gpu.scope();
  const { candidate: ours, result } = await pass.begin(gpu, bout);
  const expected = await result();
  const others: Candidate[] = [];
  for (const [name, precision, tolerance] of OTHERS) {
    const task = { ...network, task: pass.task, precision };
    const prepared = await peers.prepare(name, task);
    if (!prepared) continue;
    const what = `${pass.task} of ${name}`;
    expectNumbers(what, prepared.result, expected, tolerance);
    others.push(prepared.candidate);
  }
  const roof = await fmaRoof(gpu);
  const raced = await race([ours, ...others, roof.candidate], effort);
  const { median } = raced.spread("ours");
  const [flops, sequences] = [pass.flops(bout), bout.encoded.length];
  return {
    ...deviceOf(gpu),
    sequences,
    tokens: network.tokens,
    examples_per_second: rounded(sequences / median),
    gflops: rounded(flops / median / 1e9),
    share_of_roof: rounded(raced.ratio("ours", "fma") * flops / roof.work),
    ...outcome(raced, others),
  };
}

/** Checks that both profiles come to the same numbers on two small sequences. */
async function checkSlice(pass: Pass): Promise<void> {
  const sizes = { layers: 2, sequences: 2, tokens: 16, vocabulary: 100 };
  const bout = drawLargeBout(sizes);
  const numbers = async (profile: "cpu" | "gpu") => {
    const gpu = await Gpu.open({ profile });
    const result = await (await pass.begin(gpu, bout)).result();
    gpu.close();
    return result;
  };
  const [cpu, gpu] = [await numbers("cpu"), await numbers("gpu")];
  expectNumbers(`${pass.task} of a slice`, gpu, cpu, TOLERANCE);
}
