/**
 * Evaluation in half precision, once it is seen to say what f32 says.
 *
 * @module
 */
import { random } from "../math/random.ts";
import { inputError } from "../io/failure.ts";
import { choice } from "../io/option.ts";
import type { Encoded } from "../text/batches.ts";
import type { Classifier } from "../model/classifier.ts";
import type { Model } from "../model/loaded.ts";
import { frozen } from "../model/params.ts";
import { type EvaluateOptions, rawOutcome } from "./evaluate.ts";

/** Command-line option of scripts that evaluate. */
export const dtypeOption = choice(
  ["f32", "f16"],
  "f32",
  "numbers of frozen weights and activations; f16 only if labels stay the same",
);

/** Share of predicted labels that must be those of f32. */
const LEAST_AGREEMENT = 0.995;

/** Predictions that are compared, or all there are. */
const CHECKED = 400;

/** Examples, and what is to classify them, given either form of the model. */
export interface CheckSet {
  readonly encoded: readonly Encoded[];
  readonly classifierOf: (model: Model) => Classifier;
}

/** How far predictions in f16 are those in f32. */
export interface Agreement {
  /** Share of equal labels, at least 0.995. */
  readonly agreement: number;
  /** Predictions that were compared. */
  readonly checked: number;
}

/**
 * Stores a model's weights in f16, if that changes next to no predicted label.
 *
 * The weights in f32 leave the device; they are sent again if they are used again.
 *
 * @param model The model.
 * @param sets What will be evaluated, of which a sample is drawn.
 * @param options Positions, memory and the seed of the sample.
 * @returns The model over weights and activations of f16, and the agreement.
 * @throws {Failure} If the device cannot calculate with f16, a weight is too large
 * for it, or fewer than 99.5 % of the sample's labels are those in f32.
 */
export async function halved(
  model: Model,
  sets: readonly CheckSet[],
  options: EvaluateOptions & { readonly seed: number },
): Promise<Agreement & { model: Model }> {
  const { gpu, weights, source } = model;
  if (!gpu.info.features.includes("shader-f16")) {
    throw inputError(
      `Cannot evaluate in f16: "${gpu.info.name}" has no shader-f16, expected a device that has it, or --dtype f32`,
    );
  }
  const sample = drawn(sets, options.seed);
  const expected = await predictions(model, sample, options);
  model.params[Symbol.dispose]();
  gpu.trim();
  const params = frozen(gpu, weights, `"${source}"`, "f16");
  const half = { ...model, params, dtype: "f16" as const };
  try {
    const found = await predictions(half, sample, options);
    return { model: half, ...agreementOf(found, expected) };
  } catch (error) {
    params[Symbol.dispose]();
    throw error;
  }
}

/** Compares labels, of which enough must agree. */
function agreementOf(
  found: readonly number[],
  expected: readonly number[],
): Agreement {
  const checked = found.length;
  const same = found.filter((label, i) => label === expected[i]).length;
  const agreement = checked === 0 ? 1 : same / checked;
  if (agreement >= LEAST_AGREEMENT) return { agreement, checked };
  throw inputError(
    `Cannot evaluate in f16: ${same} of ${checked} labels (${
      (100 * agreement).toFixed(2)
    } %) are those in f32, expected at least ${
      100 * LEAST_AGREEMENT
    } %, or --dtype f32`,
  );
}

/** Draws examples out of all sets together. */
function drawn(sets: readonly CheckSet[], seed: number): CheckSet[] {
  const all = sets.flatMap((set) =>
    set.encoded.map((example) => ({ set, example }))
  );
  const some = random(seed, "half precision").shuffle(all).slice(0, CHECKED);
  return [...Map.groupBy(some, ({ set }) => set)].map(([set, chosen]) => ({
    ...set,
    encoded: chosen.map(({ example }, index) => ({ ...example, index })),
  }));
}

/**
 * The predicted labels of all sets, one set after the other; NaN, which equals
 * nothing, where a logit is infinite or no number.
 */
async function predictions(
  model: Model,
  sets: readonly CheckSet[],
  options: EvaluateOptions,
): Promise<number[]> {
  const labels: number[] = [];
  for (const { encoded, classifierOf } of sets) {
    using _ = model.gpu.scope();
    const classify = classifierOf(model);
    const outcome = await rawOutcome(model.gpu, classify, encoded, options);
    const classes = outcome.logits.length / encoded.length;
    outcome.predictions.forEach((label, i) => {
      const own = outcome.logits.subarray(i * classes, (i + 1) * classes);
      labels.push(own.every(Number.isFinite) ? label : NaN);
    });
  }
  return labels;
}
