/**
 * How much of a training step of the embedded model is spent within kernels.
 *
 * @module
 */
import { embeddedFolder } from "../lib/io/embedded_model.ts";
import { random } from "../lib/math/random.ts";
import { drawAdapter } from "../lib/adapter/adapter.ts";
import { kinds } from "../lib/adapter/kinds.ts";
import { readCheckpoint } from "../lib/model/checkpoint.ts";
import { adapterHubHead, drawHead } from "../lib/model/head.ts";
import { quantile } from "../lib/math/stats.ts";
import { defaults, presets } from "../lib/train/settings.ts";
import type { Bout } from "./step_bout.ts";
import { stepTimer } from "./step_timer.ts";
import {
  deviceOf,
  type Measurement,
  rounded,
  type Workbench,
} from "./workbench.ts";

/** Steps in a turn: enough for one, and few enough passes to be timed. */
const STEPS = 40;

/** Sequences to train on, of 8 to 40 tokens as in the embedded domains. */
const SEQUENCES = 256;

/** Measures the share. */
export async function* stepOverhead(
  { gpu, effort }: Workbench,
): AsyncGenerator<Measurement> {
  using _ = gpu.scope();
  const timer = stepTimer(gpu, await embeddedBout());
  await timer.candidate.run(STEPS); // compiles
  const walls: number[] = [];
  const shares: number[] = [];
  for (let round = 0; round < effort.rounds; round++) {
    let wall = 0;
    const kernels = await gpu.time(async () => {
      wall = await timer.candidate.run(STEPS);
    });
    walls.push(wall / STEPS);
    shares.push(kernels / wall);
  }
  yield {
    bench: "step_overhead",
    ...deviceOf(gpu),
    ms: rounded(1000 * quantile(walls, 0.5)),
    share_in_kernels: rounded(quantile(shares, 0.5)),
    share_low: rounded(quantile(shares, 0.1)),
    share_high: rounded(quantile(shares, 0.9)),
  };
}

/** The embedded model and its adapter, with made-up tokens and dropout. */
async function embeddedBout(): Promise<Bout> {
  const { config, weights } = await readCheckpoint(embeddedFolder());
  const stream = random(1, "bench");
  const { width, learningRate } = presets.tiny;
  const adapter = kinds.pfeiffer({ hidden: config.hidden_size, width });
  const head = adapterHubHead(["0", "1"]);
  const encoded = Array.from({ length: SEQUENCES }, (_, index) => {
    const length = 8 + stream.integer(33);
    const ids = Array.from(
      { length },
      () => stream.integer(config.vocab_size),
    );
    const types = new Array<number>(length).fill(0);
    return { ids, types, label: stream.integer(2), index };
  });
  return {
    config,
    adapter,
    head,
    settings: { ...defaults, learningRate },
    frozen: weights,
    trained: new Map([
      ...drawAdapter(adapter, config, stream),
      ...drawHead(head, config, stream),
    ]),
    encoded,
  };
}
