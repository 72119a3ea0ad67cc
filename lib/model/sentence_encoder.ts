/**
 * Encoders of whole texts, in the layout of sentence-transformers: a transformer,
 * what makes one vector of its tokens' states, and perhaps a normalisation.
 *
 * @module
 * @see Reimers and Gurevych 2019, "Sentence-BERT", arXiv:1908.10084
 */
import { join } from "node:path";
import { z } from "zod";
import { inputError } from "../io/failure.ts";
import { findModel } from "../io/hub/find_model.ts";
import { isThere } from "../io/is_there.ts";
import { readJson } from "../io/json.ts";
import { mismatch } from "../io/mismatch.ts";
import type { Gpu } from "../gpu/gpu.ts";
import { loadModel, type Model } from "./loaded.ts";

/** How the states of a text's tokens become one: their mean, or the first one. */
export type Pooling = "mean" | "cls";

/** An encoder of texts. */
export interface SentenceEncoder {
  readonly model: Model;
  readonly pooling: Pooling;
  /** Whether vectors are brought to length 1. */
  readonly normalize: boolean;
  /** Whether texts are read in small letters, whatever the tokenizer does. */
  readonly lowerCase: boolean;
  /** Most tokens of a text, where the directory says it. */
  readonly maxSeqLength?: number;
}

const modulesFile = z.array(z.object({ type: z.string(), path: z.string() }));

const poolingFile = z.looseObject({
  pooling_mode: z.string().optional(),
  pooling_mode_mean_tokens: z.boolean().optional(),
  pooling_mode_cls_token: z.boolean().optional(),
});

const settingsFile = z.looseObject({
  max_seq_length: z.int().positive().nullish(),
  do_lower_case: z.boolean().optional(),
});

/**
 * Reads an encoder of texts.
 *
 * A directory without `modules.json` is that of a plain model: the mean of all
 * tokens' states is taken, as sentence-transformers would.
 *
 * @param gpu Device to work on.
 * @param source The directory, or "owner/name" of the Hub.
 * @throws {Failure} If it has no model that can be read, or modules or a pooling
 * that are not here.
 */
export async function loadSentenceEncoder(
  gpu: Gpu,
  source: string,
): Promise<SentenceEncoder> {
  const directory = await findModel(source);
  const modules = await readModules(directory);
  const pathOf = (kind: Kind) => {
    const module = modules.find((one) => one.kind === kind);
    return module && join(directory, module.path);
  };
  const pooling = pathOf("Pooling");
  const transformer = pathOf("Transformer") ?? directory;
  const settings = await readPart(
    `${transformer}/sentence_bert_config.json`,
    settingsFile,
  );
  const model = await loadModel(gpu, transformer);
  const { max_seq_length: maxSeqLength } = settings ?? {};
  return {
    model: { ...model, source },
    pooling: pooling ? await readPooling(`${pooling}/config.json`) : "mean",
    normalize: pathOf("Normalize") !== undefined,
    lowerCase: settings?.do_lower_case ?? false,
    ...(maxSeqLength && { maxSeqLength }),
  };
}

/** Kinds of modules that are here. */
const KINDS = ["Transformer", "Pooling", "Normalize"] as const;
type Kind = (typeof KINDS)[number];

/** The modules of a directory in their order; none if it does not list any. */
async function readModules(
  directory: string,
): Promise<{ kind: Kind; path: string }[]> {
  const path = `${directory}/modules.json`;
  const modules = await readPart(path, modulesFile) ?? [];
  const known = modules.map(({ type, path: place }) => {
    const name = type.split(".").at(-1)!;
    const kind = KINDS.find((kind) => kind === name);
    if (kind) return { kind, path: place };
    throw inputError(
      `Cannot use "${directory}": its module ${
        JSON.stringify(place)
      } is of type ${name}, expected one of ${KINDS.join(", ")}`,
    );
  });
  const order = known.map(({ kind }) => kind).join(", ");
  if (["", "Transformer, Pooling", KINDS.join(", ")].includes(order)) {
    return known;
  }
  throw inputError(
    `Cannot use "${directory}": its modules are ${order}, expected Transformer, Pooling and perhaps Normalize`,
  );
}

/** The pooling that a configuration asks for, by either of its two forms. */
async function readPooling(path: string): Promise<Pooling> {
  const config = await readPart(path, poolingFile);
  const flags = Object.entries(config ?? {})
    .filter(([key, value]) => key.startsWith("pooling_mode_") && value === true)
    .map(([key]) => key.replace(/^pooling_mode_|_tokens?$/g, ""));
  const asked = config?.pooling_mode ?? flags.join(" and ");
  if (asked === "mean" || asked === "cls") return asked;
  throw inputError(
    `Cannot use "${path}": its pooling is ${
      asked || "missing"
    }, expected mean or cls`,
  );
}

/** A part of the directory that may be missing. */
async function readPart<T>(
  path: string,
  schema: z.ZodType<T>,
): Promise<T | undefined> {
  if (!await isThere(path)) return undefined;
  const value = await readJson(path, "a file of sentence-transformers");
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  throw inputError(`Cannot read "${path}": ${mismatch(value, error)}`);
}
