import { z } from "zod";
import { inputError } from "../io/failure.ts";
import { tokenId } from "./vocabulary.ts";

/** One place of a template: a special token, or a whole sequence. */
export type Slot =
  | { id: number; type: number }
  | { sequence: "A" | "B"; type: number };

/** How special tokens and sequences make up a model's input. */
export interface Template {
  /** For one text, which is sequence A. */
  single: readonly Slot[];
  /** For a pair of texts. */
  pair: readonly Slot[];
}

/** Token ids of a model's input with the segment each one is of. */
export interface Encoding {
  /** Token ids, [tokens]. */
  ids: number[];
  /** Token type ids, [tokens]: the segment that each token is of. */
  types: number[];
}

const token = z.tuple([z.string(), tokenId]);

const slot = z.union([
  z.object({
    SpecialToken: z.object({ id: z.string(), type_id: z.int().nonnegative() }),
  }),
  z.object({
    Sequence: z.object({
      id: z.enum(["A", "B"]),
      type_id: z.int().nonnegative(),
    }),
  }),
]);

const templateProcessing = z.object({
  type: z.literal("TemplateProcessing"),
  single: z.array(slot),
  pair: z.array(slot),
  special_tokens: z.record(
    z.string(),
    z.object({ ids: z.array(tokenId) }),
  ),
});

const bertProcessing = z.object({
  type: z.literal("BertProcessing"),
  sep: token,
  cls: token,
});

const robertaProcessing = z.object({
  type: z.literal("RobertaProcessing"),
  sep: token,
  cls: token,
});

/** The post-processors of a tokenizer.json that say how an input is made up. */
export const postProcessor = z.discriminatedUnion("type", [
  templateProcessing,
  bertProcessing,
  robertaProcessing,
]);

/**
 * Turns a tokenizer's post-processor into a template.
 *
 * @param path Path of the tokenizer.json, for errors.
 * @param processor Its post-processor.
 * @returns The template; RoBERTa's token types are all 0, as its model has one.
 * @throws {Failure} If the template names a special token without an id.
 * @see huggingface/tokenizers, tokenizers/src/processors
 */
export function readTemplate(
  path: string,
  processor: z.infer<typeof postProcessor>,
): Template {
  if (processor.type === "TemplateProcessing") {
    const slots = (of: z.infer<typeof slot>[]) =>
      of.flatMap((one) => readSlot(path, one, processor.special_tokens));
    return { single: slots(processor.single), pair: slots(processor.pair) };
  }
  const [cls, sep] = [processor.cls[1], processor.sep[1]];
  const single: Slot[] = [
    { id: cls, type: 0 },
    { sequence: "A", type: 0 },
    { id: sep, type: 0 },
  ];
  const second: Slot[] = processor.type === "BertProcessing"
    ? [{ sequence: "B", type: 1 }, { id: sep, type: 1 }]
    : [{ id: sep, type: 0 }, { sequence: "B", type: 0 }, { id: sep, type: 0 }];
  return { single, pair: [...single, ...second] };
}

/** A place of a TemplateProcessing; one special token may be several ids. */
function readSlot(
  path: string,
  one: z.infer<typeof slot>,
  specials: Readonly<Record<string, { ids: number[] }>>,
): Slot[] {
  if ("Sequence" in one) {
    return [{ sequence: one.Sequence.id, type: one.Sequence.type_id }];
  }
  const { id: name, type_id: type } = one.SpecialToken;
  const special = Object.hasOwn(specials, name) ? specials[name] : undefined;
  if (special === undefined) {
    throw inputError(
      `Cannot read "${path}": its template names ${
        JSON.stringify(name)
      }, expected one of ${Object.keys(specials).join(", ")}`,
    );
  }
  return special.ids.map((id) => ({ id, type }));
}

/**
 * Puts sequences and special tokens together.
 *
 * @param slots The template's places for one text or for a pair.
 * @param sequences Token ids of the first text and, for a pair, of the second.
 * @returns The model's input.
 */
export function fillTemplate(
  slots: readonly Slot[],
  sequences: { A: readonly number[]; B: readonly number[] },
): Encoding {
  const ids: number[] = [];
  const types: number[] = [];
  for (const slot of slots) {
    const added = "id" in slot ? [slot.id] : sequences[slot.sequence];
    ids.push(...added);
    types.push(...added.map(() => slot.type));
  }
  return { ids, types };
}
