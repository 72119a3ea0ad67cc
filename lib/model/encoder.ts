/**
 * The encoder of BERT and RoBERTa: embeddings, then blocks.
 *
 * @module
 */
import type { Gpu } from "../gpu/gpu.ts";
import { embedding } from "../ops/embedding.ts";
import type { Result } from "../ops/op.ts";
import type { RowChoice } from "../ops/take_rows.ts";
import type { Batch } from "./batch.ts";
import { block } from "./block.ts";
import type { EncoderConfig } from "./config.ts";
import { chain, drop, type Layer, norm } from "./layer.ts";
import type { Params } from "./params.ts";
import { runStages, type Stage } from "./stage.ts";
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

/** An encoder in pieces, to be run as far as wanted. */
export interface EncoderStages {
  /** Embeds a batch's tokens: the first stage's x. */
  readonly embed: (batch: Batch) => Result;
  /** Four stages a block, first block first; see {@linkcode block}. */
  readonly stages: readonly Stage[];
}

/**
 * Builds an encoder in pieces.
 *
 * @param gpu Device to run on.
 * @param config Shape of the encoder.
 * @param params Finds `embeddings...` and `encoder.layer...`.
 * @param options Adapter, and whether a gradient at the input is wanted.
 * @see Devlin et al. 2019, arXiv:1810.04805; Liu et al. 2019, arXiv:1907.11692
 */
export function encoderStages(
  gpu: Gpu,
  config: EncoderConfig,
  params: Params,
  { wrapper = {}, inputGradient = false }: EncoderOptions = {},
): EncoderStages {
  const blocks = Array.from(
    { length: config.num_hidden_layers },
    (_, i) => block(i, config, params, wrapper),
  );
  const last = blocks.length - 1;
  const embed = embeddings(gpu, config, params, inputGradient);
  const stages = blocks.flatMap((block, i) =>
    i === last ? block : block.map(ofAllTokens)
  );
  return { embed: (batch) => freeing(gpu, () => embed(batch)), stages };
}

/**
 * Builds an encoder, as {@linkcode encoderStages} does, to be run in one go.
 *
 * @param gpu Device to run on.
 * @param config Shape of the encoder.
 * @param params Finds `embeddings...` and `encoder.layer...`.
 * @param options Adapter, and whether a gradient at the input is wanted.
 */
export function encoder(
  gpu: Gpu,
  config: EncoderConfig,
  params: Params,
  options: EncoderOptions = {},
): Encoder {
  const { embed, stages } = encoderStages(gpu, config, params, options);
  return (batch, rows) => {
    const [x, backX] = embed(batch);
    const [end, back] = runStages(gpu, stages, { x }, batch, rows);
    return [end.x, (dout) => {
      const { x: dx } = back({ x: dout });
      return dx && backX(dx);
    }];
  };
}

/** A stage that takes no choice of rows. */
function ofAllTokens(stage: Stage): Stage {
  return (state, batch) => stage(state, batch);
}

/** Runs a layer and frees all but its output where no pullback needs the rest. */
function freeing(gpu: Gpu, layer: () => Result): Result {
  using scope = gpu.scope();
  const result = layer();
  const [out] = result;
  if (out.tracked) scope.keepAll();
  else scope.keep(out);
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
