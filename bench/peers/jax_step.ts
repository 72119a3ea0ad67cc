/**
 * A step of adapter training with jax-js, compiled as a whole.
 *
 * @module
 */
import {
  type Array,
  blockUntilReady,
  jit,
  lax,
  nn,
  numpy as np,
  valueAndGrad,
} from "@jax-js/jax";
import type { Doer } from "./serve.ts";
import { ADAM, decays, readNumbers } from "./step_numbers.ts";
import type { StepTask } from "./task.ts";

/** Tensors by name. */
type Tensors = { [name: string]: Array };

/** What a step changes. */
type State = { values: Tensors; first: Tensors; second: Tensors };

/** Does the task; values are used up when they are used, hence every `.ref`. */
export const jaxStep: Doer<StepTask> = async (task) => {
  const fixed: Tensors = {};
  const values: Tensors = {};
  const zeros = { first: {} as Tensors, second: {} as Tensors };
  for (const [name, { data, shape }] of await readNumbers(task)) {
    const own = task.trained.includes(name);
    (own ? values : fixed)[name] = np.array(data).reshape(shape);
    if (!own) continue;
    zeros.first[name] = np.zeros(shape);
    zeros.second[name] = np.zeros(shape);
  }
  fixed["labels"] = nn.oneHot(
    np.array([...task.labels], { dtype: np.int32 }),
    2,
  );
  const take = jit((state: State, fixed: Tensors, step: Tensors) => {
    const [loss, grads] = valueAndGrad((values: Tensors) =>
      meanLoss(task, { ...fixed, ...values })
    )(refs(state.values));
    return { loss, state: update(task, state, grads as Tensors, step) };
  });

  let state: State = { values, ...zeros };
  let step = 0;
  let loss: Array | undefined;
  const run = () => {
    step++;
    const factors = {
      first: np.array(task.rate / (1 - ADAM.beta1 ** step)),
      second: np.array(1 / (1 - ADAM.beta2 ** step)),
    };
    loss?.dispose();
    const next = take(state, refs(fixed), factors);
    loss = next.loss;
    state = next.state;
  };
  const result: number[] = [];
  for (let i = 0; i < 3; i++) {
    run();
    result.push((await loss!.ref.data())[0]!);
  }
  return { result, run, wait: () => blockUntilReady(state.values) };
};

/** The same tensors, to be used once more. */
function refs(tensors: Tensors): Tensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => [name, tensor.ref]),
  );
}

/** Mean cross-entropy of the first tokens' logits with the labels. */
function meanLoss(task: StepTask, tensors: Tensors): Array {
  const find = (name: string) => tensors[name]!.ref;
  const affine = (x: Array, name: string) =>
    np.matmul(x, find(`${name}.weight`)).add(find(`${name}.bias`));
  const norm = (x: Array, name: string) => {
    const centered = x.ref.sub(np.mean(x, -1, { keepdims: true }));
    const variance = np.mean(np.square(centered.ref), -1, { keepdims: true });
    return centered.div(np.sqrt(variance.add(task.eps)))
      .mul(find(`${name}.weight`)).add(find(`${name}.bias`));
  };
  const gelu = (x: Array) =>
    x.ref.mul(0.5).mul(lax.erf(x.mul(Math.SQRT1_2)).add(1));

  let x = find("x");
  for (let block = 0; block < task.blocks; block++) {
    const at = (name: string) => `encoder.layer.${block}.${name}`;
    const [q, k, v] = ["query", "key", "value"].map((part) =>
      affine(x.ref, at(`attention.self.${part}`))
    ) as [Array, Array, Array];
    const h = affine(attend(task, q, k, v), at("attention.output.dense"));
    const middle = norm(h.add(x), at("attention.output.LayerNorm"));
    const inner = gelu(affine(middle.ref, at("intermediate.dense")));
    const g = affine(inner, at("output.dense"));
    const before = norm(g.ref.add(middle.ref), at("output.LayerNorm"));
    const down = nn.relu(affine(before, at("output.adapter_down.0")));
    const adapted = affine(down, at("output.adapter_up")).add(g);
    x = norm(adapted.add(middle), at("output.LayerNorm"));
  }
  const [, hidden = 0] = x.shape;
  const first = x.reshape([task.labels.length, task.tokens, hidden])
    .slice([], 0, []);
  const scores = affine(np.tanh(affine(first, "heads.1")), "heads.4");
  const losses = np.sum(nn.logSoftmax(scores).mul(find("labels")), -1);
  return np.mean(losses).mul(-1);
}

/** Softmax attention within each sequence, head by head. */
function attend(
  { labels, tokens, heads }: StepTask,
  ...inputs: [q: Array, k: Array, v: Array]
): Array {
  const [rows = 0, hidden = 0] = inputs[0].shape;
  const [q, k, v] = inputs.map((x) =>
    x.reshape([labels.length, tokens, heads, hidden / heads])
  ) as [Array, Array, Array];
  return nn.dotProductAttention(q, k, v).reshape([rows, hidden]);
}

/** Clips the gradients to a norm and takes a step of AdamW. */
function update(
  { trained, rate, decay, maxGradNorm }: StepTask,
  state: State,
  grads: Tensors,
  factors: Tensors,
): State {
  const squares = trained.map((name) => np.sum(np.square(grads[name]!.ref)));
  const norm = np.sqrt(squares.reduce((sum, square) => sum.add(square)));
  const clip = np.minimum(1, np.array(maxGradNorm).div(norm.add(1e-6)));
  const next: State = { values: {}, first: {}, second: {} };
  for (const name of trained) {
    const grad = grads[name]!.mul(clip.ref);
    const first = state.first[name]!.mul(ADAM.beta1)
      .add(grad.ref.mul(1 - ADAM.beta1));
    const second = state.second[name]!.mul(ADAM.beta2)
      .add(np.square(grad).mul(1 - ADAM.beta2));
    const root = np.sqrt(second.ref.mul(factors["second"]!.ref));
    const change = first.ref.mul(factors["first"]!.ref).div(root.add(ADAM.eps));
    const value = state.values[name]!;
    const kept = decays(name) ? value.mul(1 - rate * decay) : value;
    next.values[name] = kept.sub(change);
    next.first[name] = first;
    next.second[name] = second;
  }
  return next;
}
