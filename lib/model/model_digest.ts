import { digest, digestWeights } from "../io/digest.ts";
import type { HostTensor, Weights } from "../io/safetensors.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { firstPosition } from "./config.ts";
import { encoderShapes } from "./draw.ts";

/** Numbers of an excerpt at either end of a tensor: 1 KiB each. */
const EXCERPT = 256;

/**
 * A hash by which two encoders are told apart, whatever their directories are called.
 *
 * It is of what the configuration says that the tensors' shapes do not show, and of
 * the first and the last KiB of every tensor of the encoder, as float32: what changes
 * a model by training or by another vocabulary changes these too, and a model of any
 * size takes a few milliseconds. Dropout, heads and the files' form do not count.
 *
 * @param checkpoint The model.
 * @returns 16 hexadecimal digits.
 */
export function modelDigest({ config, weights }: Checkpoint): string {
  const excerpts: Weights = new Map(
    [...encoderShapes(config).keys()].flatMap((name) => {
      const tensor = weights.get(name);
      return tensor ? [[name, excerpt(tensor)] as const] : [];
    }),
  );
  return digest(JSON.stringify([
    config.model_type,
    config.num_attention_heads,
    config.hidden_act,
    config.layer_norm_eps,
    firstPosition(config),
    digestWeights(excerpts),
  ])).slice(0, 16);
}

/** The ends of a tensor, under its whole shape. */
function excerpt({ shape, data }: HostTensor): HostTensor {
  if (data.length <= 2 * EXCERPT) return { shape, data };
  const ends = new Float32Array(2 * EXCERPT);
  ends.set(data.subarray(0, EXCERPT));
  ends.set(data.subarray(-EXCERPT), EXCERPT);
  return { shape, data: ends };
}
