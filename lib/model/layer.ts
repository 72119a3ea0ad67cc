/**
 * Layers and joins, and the few ways to put them together.
 *
 * @module
 */
import type { Tensor } from "../gpu/tensor.ts";
import { add, addGradients } from "../ops/add.ts";
import { layerNorm, type LayerNormParams } from "../ops/layer_norm.ts";
import type { Activation } from "../ops/activation.ts";
import { feedForward, type FeedForwardParams } from "../ops/feed_forward.ts";
import { linear, type LinearParams } from "../ops/linear.ts";
import { dropout } from "../ops/dropout.ts";
import { repeatRows } from "../ops/repeat_rows.ts";
import type { Result } from "../ops/op.ts";
import type { Batch } from "./batch.ts";

/** A function of one tensor that knows its pullback. */
export type Layer = (x: Tensor, batch: Batch) => Result;

/** Gradients at the two inputs of a join, absent where none is wanted. */
export interface JoinGradients {
  h: Tensor | undefined;
  input: Tensor | undefined;
}

/**
 * Where a block puts a sublayer's output `h` together with the sublayer's input.
 *
 * In BERT and RoBERTa: normalise h + input. Where copies of a batch share both, the
 * output has the rows of each copy.
 */
export type Join = (
  h: Tensor,
  input: Tensor,
  batch: Batch,
  copies?: number,
) => readonly [
  out: Tensor,
  back: (dout: Tensor) => JoinGradients,
];

/** Runs layers one after another; the pullback runs them last to first. */
export function chain(...layers: readonly Layer[]): Layer {
  return (x, batch) => {
    const backs: Result[1][] = [];
    for (const layer of layers) {
      const [out, back] = layer(x, batch);
      backs.unshift(back);
      x = out;
    }
    return [x, (dout) => {
      let gradient: Tensor | undefined = dout;
      for (const back of backs) gradient = gradient && back(gradient);
      return gradient;
    }];
  };
}

/** Adds two layers' outputs; the pullback adds their gradients. */
export function sum(f: Layer, g: Layer): Layer {
  return (x, batch) => {
    const [a, backA] = f(x, batch);
    const [b, backB] = g(x, batch);
    return [
      add(a, b),
      (dout) => addGradients(backA(dout), backB(dout)),
    ];
  };
}

/** The affine map as a layer, with a non-linearity after it if one is given. */
export function dense(params: LinearParams, activation?: Activation): Layer {
  return (x) => linear(x, params, { activation });
}

/** Two affine maps with a non-linearity between, as a layer. */
export function perceptron(params: FeedForwardParams): Layer {
  return (x) => feedForward(x, params);
}

/** Normalisation as a layer. */
export function norm(params: LayerNormParams): Layer {
  return (x) => layerNorm(x, params);
}

/** The join of BERT and RoBERTa: normalises h + input. */
export function addNorm(params: LayerNormParams): Join {
  return (h, input, _batch, copies) => {
    const [out, back] = layerNorm(
      repeatRows(h, copies),
      params,
      repeatRows(input, copies),
    );
    return [out, (dout) => {
      const gradient = back(dout);
      return {
        h: h.tracked ? gradient : undefined,
        input: input.tracked ? gradient : undefined,
      };
    }];
  };
}

/** Dropout as a layer, at this rate in training and not at all otherwise. */
export function drop(rate: number): Layer {
  return (x, batch) => dropout(x, batch.drop(rate));
}

/**
 * A map with dropout after it, at this rate in training and not at all otherwise.
 *
 * What dropout made something else of is freed at once.
 *
 * @param map A layer whose pullback does not read its own output.
 * @param rate Probability of an element to become zero.
 */
export function dropAfter(map: Layer, rate: number): Layer {
  return chain(map, (x, batch) => {
    const result = dropout(x, batch.drop(rate));
    if (result[0] !== x) x.gpu.free(x);
    return result;
  });
}
