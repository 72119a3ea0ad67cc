/**
 * Stages of an encoder: what runs between two places at which it can be halted,
 * handed over and gone on with.
 *
 * @module
 */
import type { Gpu } from "../gpu/gpu.ts";
import type { Tensor } from "../gpu/tensor.ts";
import type { RowChoice } from "../ops/take_rows.ts";
import type { Batch } from "./batch.ts";

/** What flows from one stage to the next. */
export interface State {
  /** Hidden states, [tokens, hidden]; of the chosen tokens only in the last block. */
  readonly x: Tensor;
  /** What a sublayer made of x, between the sublayer and its join, as x. */
  readonly h?: Tensor;
  /**
   * How often the next stage's batch has these tokens: copies share a state until
   * they differ, and whoever runs the stages keeps it. Absent if there are none.
   */
  readonly copies?: number;
}

/** Gradients at a state, absent where none is wanted. */
export interface StateGradients {
  readonly x?: Tensor | undefined;
  readonly h?: Tensor | undefined;
}

/**
 * A sublayer or a join, and its pullback; a sublayer that is given `rows` makes
 * a state of those tokens only.
 */
export type Stage = (state: State, batch: Batch, rows?: RowChoice) => readonly [
  State,
  back: (gradients: StateGradients) => StateGradients,
];

/**
 * Runs stages one after another; the pullback runs them last to first.
 *
 * What no pullback will need is freed at once: where nothing at or below a stage
 * is trained, everything but what it hands on, and its input too. On the way
 * back, no gradient stays but those that are handed on.
 *
 * @param gpu Device that they run on.
 * @param stages The stages.
 * @param state What the first one works on; unless copies share it, it belongs
 * to this run from now on.
 * @param batch The batch.
 * @param rows Tokens that the last block is asked for; all if absent.
 */
export function runStages(
  gpu: Gpu,
  stages: readonly Stage[],
  state: State,
  batch: Batch,
  rows?: RowChoice,
): ReturnType<Stage> {
  const backs: ReturnType<Stage>[1][] = [];
  for (const stage of stages) {
    const [next, back] = freeing(gpu, stage, state, batch, rows);
    backs.unshift(back);
    state = next;
  }
  return [state, (given) => {
    let gradients = given;
    for (const back of backs) {
      if (!gradients.x && !gradients.h) break;
      const next = freeingBack(gpu, back, gradients);
      // What the caller gave is the caller's to free.
      freeAllBut(gpu, gradients, next, given);
      gradients = next;
    }
    return gradients;
  }];
}

/** Runs a pullback and frees at once all that it does not hand on. */
function freeingBack(
  gpu: Gpu,
  back: ReturnType<Stage>[1],
  gradients: StateGradients,
): StateGradients {
  using scope = gpu.scope();
  const next = back(gradients);
  for (const tensor of tensorsOf(next)) scope.keep(tensor);
  return next;
}

function freeing(
  gpu: Gpu,
  stage: Stage,
  state: State,
  batch: Batch,
  rows: RowChoice | undefined,
): ReturnType<Stage> {
  using scope = gpu.scope();
  const result = stage(state, batch, rows);
  const [next] = result;
  if (tensorsOf(next).some(({ tracked }) => tracked)) {
    scope.keepAll();
    return result;
  }
  for (const tensor of tensorsOf(next)) scope.keep(tensor);
  if (!state.copies) freeAllBut(gpu, state, next);
  return result;
}

/** Frees the memory of a state, or of its gradients, that no other one has. */
function freeAllBut(
  gpu: Gpu,
  before: StateGradients,
  ...others: readonly StateGradients[]
): void {
  const kept = new Set(
    others.flatMap(tensorsOf).map(({ storage }) => storage),
  );
  for (const tensor of tensorsOf(before)) {
    if (kept.has(tensor.storage)) continue;
    gpu.free(tensor);
    kept.add(tensor.storage); // both may be one tensor
  }
}

/** The tensors of a state, or of its gradients. */
export function tensorsOf({ x, h }: StateGradients): Tensor[] {
  return [x, h].filter((tensor) => tensor !== undefined);
}
