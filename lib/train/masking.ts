/**
 * Masked language modelling: hidden tokens, and the loss of guessing them.
 *
 * @module
 */
import { random } from "../math/random.ts";
import type { PackedBatch } from "../text/batches.ts";
import type { Gpu } from "../gpu/gpu.ts";
import { chooseRows } from "../ops/take_rows.ts";
import type { EncoderConfig } from "../model/config.ts";
import { encoder } from "../model/encoder.ts";
import { maskHead } from "../model/mask_head.ts";
import type { Params } from "../model/params.ts";
import { type Objective, scoreRows } from "./objective.ts";

/** A batch with hidden tokens; `labels` are what stood in their places. */
export interface MaskedBatch extends PackedBatch {
  /** Tokens that have to be guessed, in order. */
  readonly hidden: Uint32Array<ArrayBuffer>;
}

/** What hiding needs to know of the vocabulary. */
export interface Vocabulary {
  readonly maskId: number;
  /** Tokens that are never hidden. */
  readonly specialIds: ReadonlySet<number>;
  /** Number of tokens. */
  readonly size: number;
}

/** Share of the tokens that have to be guessed. */
const SHARE = 0.15;

/**
 * Hides tokens of a batch: of 15 % chosen ones, 80 % become the mask token,
 * 10 % a random token, and 10 % stay.
 *
 * @param batch The batch.
 * @param vocabulary Mask token, special tokens, size.
 * @param draw Seed and name of the random stream.
 * @returns The batch with other ids; at least one token is chosen.
 * @see Devlin et al. 2019, arXiv:1810.04805, section 3.1
 */
export function hideTokens(
  batch: PackedBatch,
  { maskId, specialIds, size }: Vocabulary,
  draw: { seed: number; name: string },
): MaskedBatch {
  const stream = random(draw.seed, draw.name);
  const open = [...batch.ids.keys()]
    .filter((at) => !specialIds.has(batch.ids[at]!));
  const count = Math.max(1, Math.round(SHARE * open.length));
  const hidden = Uint32Array.from(stream.shuffle(open).slice(0, count)).sort();
  const ids = batch.ids.slice();
  const labels = hidden.map((at) => ids[at]!);
  for (const at of hidden) {
    const fate = stream.uniform();
    if (fate < 0.8) ids[at] = maskId;
    else if (fate < 0.9) ids[at] = stream.integer(size);
  }
  return { ...batch, ids, labels, hidden };
}

/**
 * Cross-entropy of a model's guesses with the hidden tokens.
 *
 * @param gpu Device to run on.
 * @param config Shape of the encoder.
 * @param params Finds the encoder's and the head's tensors.
 */
export function maskedModelling(
  gpu: Gpu,
  config: EncoderConfig,
  params: Params,
): Objective<MaskedBatch> {
  const encode = encoder(gpu, config, params);
  const guess = maskHead(config, params);
  return (batch) => {
    const rows = chooseRows(gpu, batch.hidden, batch.offsets);
    const [states, backStates] = encode(batch, rows);
    const [logits, backLogits] = guess(states, batch);
    return scoreRows(logits, batch, (dlogits) => {
      const dstates = backLogits(dlogits);
      return dstates && backStates(dstates);
    });
  };
}
