/**
 * The encoder of BERT and RoBERTa: embeddings, then blocks.
 *
 * @module
 */
import type { Gpu } from "../gpu/gpu.ts";
import type { Tensor } from "../gpu/tensor.ts";
import { embedding } from "../ops/embedding.ts";
import type { Result } from "../ops/op.ts";
import type { RowChoice } from "../ops/take_rows.ts";
import type { Batch } from "./batch.ts";
import { block } from "./block.ts";
import type { EncoderConfig } from "./config.ts";
import { chain, drop, type Layer, norm } from "./layer.ts";
import type { Params } from "./params.ts";
import type { Wrapper } from "./wrapper.ts";

/**
 * An encoder: hidden states of all tokens, [tokens, hidden], or of the chosen
 * ones only, and the pullback, which reaches down to what is trained lowest.
 */
export type Encoder = (batch: Batch, rows?: RowChoice) => Result;

/** What goes into an encoder besides its own weights, and what comes out. */
export interface EncoderOptions {
  /** Adapter that wraps some of the encoder's layers. */
  readonly wrapper?: Wrapper | undefined;
  /**
   * Whether the pullback returns the gradient at the sum of the embeddings,
   * [tokens, hidden], which is also that of the word embeddings alone.
   */
  readonly inputGradient?: boolean | undefined;
}

/**
 * Builds an encoder.
 *
 * @param gpu Device to run on.
 * @param config Shape of the encoder.
 * @param params Finds `embeddings...` and `encoder.layer...`.
 * @param options Adapter, and whether a gradient at the input is wanted.
 * @see Devlin et al. 2019, arXiv:1810.04805; Liu et al. 2019, arXiv:1907.11692
 */
export function encoder(
  gpu: Gpu,
  config: EncoderConfig,
  params: Params,
  { wrapper = {}, inputGradient = false }: EncoderOptions = {},
): Encoder {
  const embed = embeddings(gpu, config, params, inputGradient);
  const blocks = Array.from(
    { length: config.num_hidden_layers },
    (_, i) => block(i, config, params, wrapper),
  );
  return (batch, rows) => {
    const layers: ((x: Tensor | undefined) => Result)[] = [
      () => embed(batch),
      ...blocks.map((run, i) => (x: Tensor | undefined) =>
        run(x!, batch, i === blocks.length - 1 ? rows : undefined)
      ),
    ];
    const backs: Result[1][] = [];
    let x: Tensor | undefined;
    for (const layer of layers) {
      const [out, back] = freeing(gpu, layer, x);
      backs.unshift(back);
      x = out;
    }
    return [x!, (dout) => {
      let gradient: Tensor | undefined = dout;
      for (const back of backs) gradient = gradient && back(gradient);
      return gradient;
    }];
  };
}

/**
 * Runs a layer and frees at once what no pullback will need: where nothing at
 * or below the layer is trained, everything but the output, and the input too.
 */
function freeing(
  gpu: Gpu,
  layer: (x: Tensor | undefined) => Result,
  x: Tensor | undefined,
): Result {
  using scope = gpu.scope();
  const result = layer(x);
  const [out] = result;
  if (out.tracked) {
    scope.keepAll();
  } else {
    scope.keep(out);
    if (x) gpu.free(x);
  }
  return result;
}

/** Sum of word, position and type embeddings, normalised. */
function embeddings(
  gpu: Gpu,
  config: EncoderConfig,
  params: Params,
  inputGradient: boolean,
): (batch: Batch) => Result {
  const { hidden_size: hidden } = config;
  const table = (name: string, rows: number) =>
    params.table(`embeddings.${name}_embeddings.weight`, [rows, hidden]);
  const words = table("word", config.vocab_size);
  const positions = table("position", config.max_position_embeddings);
  const types = table("token_type", config.type_vocab_size);
  const finish: Layer = chain(
    norm({
      weight: params.get("embeddings.LayerNorm.weight", [hidden]),
      bias: params.get("embeddings.LayerNorm.bias", [hidden]),
      eps: config.layer_norm_eps,
    }),
    drop(config.hidden_dropout_prob),
  );
  return (batch) => {
    const [sum, backSum] = embedding(gpu, [
      { table: words, ids: batch.ids },
      { table: positions, ids: batch.positions },
      { table: types, ids: batch.types },
    ], { tracked: inputGradient });
    const [out, back] = finish(sum, batch);
    return [out, (dout) => {
      const dsum = back(dout);
      if (dsum) backSum(dsum);
      return inputGradient ? dsum : undefined;
    }];
  };
}
