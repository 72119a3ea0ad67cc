/**
 * A step of adapter training with TensorFlow.js.
 *
 * @module
 */
import type { Scalar, Tensor } from "@tensorflow/tfjs";
import type { Doer } from "./serve.ts";
import { ADAM, decays, readNumbers } from "./step_numbers.ts";
import type { StepTask } from "./task.ts";
import type { TensorFlow } from "./tfjs_backend.ts";

/** Finds a tensor by its name. */
type Find = (name: string) => Tensor;

/** Trained tensors with the means of their gradients and of their squares. */
type State = Map<string, { value: Tensor; first: Tensor; second: Tensor }>;

/**
 * Makes the task's doer.
 *
 * @param tf TensorFlow.js, ready for work.
 */
export function tfjsStep(tf: TensorFlow): Doer<StepTask> {
  return async (task) => {
    const numbers = await readNumbers(task);
    const fixed = new Map(
      [...numbers].map(([name, { data, shape }]) => [
        name,
        tf.tensor(data, shape),
      ]),
    );
    const state: State = new Map(task.trained.map((name) => {
      const value = fixed.get(name)!;
      const zeros = () => tf.zerosLike(value);
      return [name, { value, first: zeros(), second: zeros() }];
    }));
    const labels = tf.oneHot(tf.tensor1d([...task.labels], "int32"), 2);
    let step = 0;
    let loss: Scalar | undefined;
    const run = () => {
      loss?.dispose();
      loss = tf.tidy(() => {
        const { value, grads } = lossAndGradients(
          tf,
          task,
          fixed,
          state,
          labels,
        );
        update(tf, task, state, grads, ++step);
        return value;
      });
    };
    const result: number[] = [];
    for (let i = 0; i < 3; i++) {
      run();
      result.push((await loss!.data())[0]!);
    }
    return { result, run, wait: () => loss!.data() };
  };
}

function lossAndGradients(
  tf: TensorFlow,
  task: StepTask,
  fixed: ReadonlyMap<string, Tensor>,
  state: State,
  labels: Tensor,
) {
  const names = [...state.keys()];
  const values = names.map((name) => state.get(name)!.value);
  return tf.valueAndGrads((...trained: Tensor[]) => {
    const find: Find = (name) =>
      trained[names.indexOf(name)] ?? fixed.get(name)!;
    const scores = logits(tf, task, find);
    const losses = tf.sum(tf.mul(labels, tf.logSoftmax(scores)), -1);
    return tf.neg(tf.mean(losses)) as Scalar;
  })(values);
}

/** Logits of the first tokens, [sequences, classes]. */
function logits(tf: TensorFlow, task: StepTask, find: Find): Tensor {
  const { labels, tokens } = task;
  const affine = (x: Tensor, name: string) =>
    tf.add(tf.matMul(x, find(`${name}.weight`)), find(`${name}.bias`));
  const norm = (x: Tensor, name: string) => {
    const { mean, variance } = tf.moments(x, -1, true);
    const scaled = tf.mul(
      tf.sub(x, mean),
      tf.rsqrt(tf.add(variance, task.eps)),
    );
    return tf.add(tf.mul(scaled, find(`${name}.weight`)), find(`${name}.bias`));
  };
  const gelu = (x: Tensor) =>
    tf.mul(tf.mul(x, 0.5), tf.add(1, tf.erf(tf.mul(x, Math.SQRT1_2))));

  let x = find("x");
  for (let block = 0; block < task.blocks; block++) {
    const at = (name: string) => `encoder.layer.${block}.${name}`;
    const [q, k, v] = ["query", "key", "value"].map((part) =>
      affine(x, at(`attention.self.${part}`))
    ) as [Tensor, Tensor, Tensor];
    const h = affine(attend(tf, task, q, k, v), at("attention.output.dense"));
    const middle = norm(tf.add(h, x), at("attention.output.LayerNorm"));
    const inner = gelu(affine(middle, at("intermediate.dense")));
    const g = affine(inner, at("output.dense"));
    const before = norm(tf.add(g, middle), at("output.LayerNorm"));
    const down = tf.relu(affine(before, at("output.adapter_down.0")));
    const adapted = tf.add(affine(down, at("output.adapter_up")), g);
    x = norm(tf.add(adapted, middle), at("output.LayerNorm"));
  }
  const hidden = x.shape[1]!;
  const sequences = tf.reshape(x, [labels.length, tokens, hidden]);
  const first = tf.slice(sequences, [0, 0, 0], [labels.length, 1, hidden]);
  const flat = tf.reshape(first, [labels.length, hidden]);
  return affine(tf.tanh(affine(flat, "heads.1")), "heads.4");
}

/** Softmax attention within each sequence, head by head. */
function attend(
  tf: TensorFlow,
  { labels, tokens, heads }: StepTask,
  ...inputs: [q: Tensor, k: Tensor, v: Tensor]
): Tensor {
  const [rows, hidden] = inputs[0].shape as [number, number];
  const width = hidden / heads;
  const [q, k, v] = inputs.map((x) =>
    tf.transpose(
      tf.reshape(x, [labels.length, tokens, heads, width]),
      [0, 2, 1, 3],
    )
  ) as [Tensor, Tensor, Tensor];
  const scores = tf.mul(tf.matMul(q, k, false, true), 1 / Math.sqrt(width));
  const context = tf.matMul(tf.softmax(scores), v);
  return tf.reshape(tf.transpose(context, [0, 2, 1, 3]), [rows, hidden]);
}

/** Clips the gradients to a norm and takes a step of AdamW. */
function update(
  tf: TensorFlow,
  { rate, decay, maxGradNorm }: StepTask,
  state: State,
  grads: readonly Tensor[],
  step: number,
): void {
  const { beta1, beta2, eps } = ADAM;
  const squares = grads.map((grad) => tf.sum(tf.square(grad)));
  // Not addN: that binds all of them to one kernel, more than devices allow.
  const norm = tf.sqrt(squares.reduce((sum, square) => tf.add(sum, square)));
  const clip = tf.minimum(1, tf.div(maxGradNorm, tf.add(norm, 1e-6)));
  [...state].forEach(([name, { value, first, second }], i) => {
    const grad = tf.mul(grads[i]!, clip);
    const mean = tf.add(tf.mul(first, beta1), tf.mul(grad, 1 - beta1));
    const square = tf.add(
      tf.mul(second, beta2),
      tf.mul(tf.square(grad), 1 - beta2),
    );
    const root = tf.sqrt(tf.div(square, 1 - beta2 ** step));
    const change = tf.div(
      tf.mul(mean, rate / (1 - beta1 ** step)),
      tf.add(root, eps),
    );
    const kept = decays(name) ? tf.mul(value, 1 - rate * decay) : value;
    state.set(name, {
      value: tf.keep(tf.sub(kept, change)),
      first: tf.keep(mean),
      second: tf.keep(square),
    });
    for (const old of [value, first, second]) old.dispose();
  });
}
