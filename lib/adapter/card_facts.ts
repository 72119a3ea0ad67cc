/**
 * What an adapter's metadata say about how it was made, as a model card needs it.
 *
 * @module
 */
import { z } from "zod";
import { noted } from "./noted.ts";

/** Fractions of sign difference of a mixture's members. */
export interface MemberSigns {
  readonly names: readonly string[];
  /** One row a member, 0 to 1. */
  readonly fsd: readonly (readonly number[])[];
}

const share = z.number().min(0).max(1);
const name = z.string().max(500);

const mixed = z.looseObject({
  method: name,
  adapters: z.array(name),
  weights: z.array(z.number()).optional(),
  chosen: z.array(name).optional(),
  offered: z.array(name).optional(),
});

/** Of a trained adapter that has a name, or of weights that were not trained yet. */
const pruned = z.union([
  z.looseObject({ from: name, sparsity: share }),
  z.looseObject({ before: z.literal("training"), sparsity: share }),
]);

const signs = z.object({
  names: z.array(name),
  fsd: z.array(z.array(share)),
}).refine(({ names, fsd }) =>
  fsd.length === names.length &&
  fsd.every((row) => row.length === names.length)
);

const measured = z.looseObject({
  validation_accuracy: share,
  count: z.int().positive(),
});

/** What metadata say; what they do not say, or say otherwise, is absent. */
export interface CardFacts {
  readonly dataset?: string | undefined;
  readonly seed?: string | undefined;
  readonly adapterSeed?: string | undefined;
  readonly initialWeights?: string | undefined;
  readonly mixed?: z.infer<typeof mixed> | undefined;
  readonly pruned?: z.infer<typeof pruned> | undefined;
  readonly signs?: MemberSigns | undefined;
  /** Last accuracy on the validation split, and its number of examples. */
  readonly measured?: { accuracy: number; count: number } | undefined;
}

/**
 * Reads metadata, whoever wrote them.
 *
 * @param metadata Texts by name, some of them JSON.
 */
export function cardFacts(
  metadata: Readonly<Record<string, string>>,
): CardFacts {
  const cut = noted(pruned, metadata.pruned);
  const changed = metadata.mixed !== undefined ||
    metadata.pruned !== undefined && !(cut && "before" in cut);
  const history = noted(z.array(z.unknown()), metadata.history) ?? [];
  const last = measured.safeParse(history.at(-1)).data;
  return {
    dataset: metadata.dataset,
    seed: metadata.seed,
    adapterSeed: metadata.adapter_seed,
    initialWeights: metadata.initial_weights,
    mixed: noted(mixed, metadata.mixed),
    pruned: cut,
    signs: noted(signs, metadata.fsd),
    // What was measured before is not the accuracy of what became of it.
    measured: last && !changed
      ? { accuracy: last.validation_accuracy, count: last.count }
      : undefined,
  };
}
