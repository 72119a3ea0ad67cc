/**
 * The `head_config.json` of an adapter directory.
 *
 * @module
 */
import { z } from "zod";
import { inputError } from "../io/failure.ts";
import { mismatch } from "../io/mismatch.ts";
import { type ActivationName, activations } from "../model/config.ts";
import { bertHead, type HeadConfig, robertaHead } from "../model/head.ts";

const names = Object.keys(activations) as [ActivationName, ...ActivationName[]];
const labels = z.record(z.string(), z.int().nonnegative());

/** More than any head has; larger numbers are damage. */
const MAX_LAYERS = 100;
const MAX_LABELS = 100_000;

const labelCount = z.int().positive().max(MAX_LABELS);

const schema = z.object({
  config: z.object({
    head_type: z.literal("classification"),
    num_labels: labelCount,
    layers: z.int().positive().max(MAX_LAYERS),
    activation_function: z.enum(names).nullish(),
    label2id: labels.nullish(),
    use_pooler: z.boolean().default(false),
    bias: z.literal(true).default(true),
    dropout_prob: z.number().min(0).lt(1).nullish(),
  }).nullable(),
  num_labels: labelCount.optional(),
  label2id: labels.optional(),
  model_type: z.string(),
});

/**
 * Reads the shape of a head.
 *
 * @param value The parsed file.
 * @param path Path of the file, for errors.
 * @throws {Failure} If a key is missing or has a value that is not supported.
 */
export function parseHeadConfig(value: unknown, path: string): HeadConfig {
  const { success, data, error } = schema.safeParse(value);
  if (!success) {
    throw inputError(`Cannot use "${path}": ${mismatch(value, error)}`);
  }
  const { config } = data;
  const count = config?.num_labels ?? data.num_labels ?? 2;
  const classes = labelNames(config?.label2id ?? data.label2id, count, path);
  if (!config) return ownHead(data.model_type, classes, path);
  return {
    labels: classes,
    // Each layer is dropout, map, activation; the last has no activation.
    maps: Array.from({ length: config.layers }, (_, i) => `heads.${3 * i + 1}`),
    activation: config.activation_function ?? undefined,
    pooler: config.use_pooler,
    dropout: config.dropout_prob ?? undefined,
  };
}

/**
 * Gives the `config` part, and what stands beside it, for a head.
 *
 * @param head Shape of the head.
 */
export function formatHeadConfig(head: HeadConfig): Record<string, unknown> {
  const { labels, maps, activation, pooler, dropout } = head;
  const num_labels = labels.length;
  const label2id = Object.fromEntries(labels.map((name, id) => [name, id]));
  if (maps[0]?.startsWith("classifier")) {
    return { config: null, num_labels, label2id };
  }
  return {
    config: {
      head_type: "classification",
      num_labels,
      layers: maps.length,
      activation_function: activation ?? null,
      label2id,
      use_pooler: pooler,
      bias: true,
      dropout_prob: dropout ?? null,
    },
  };
}

/** The head of Hugging Face's own class for a type of model. */
function ownHead(
  type: string,
  classes: readonly string[],
  path: string,
): HeadConfig {
  if (type === "bert") return bertHead(classes);
  if (type === "roberta" || type === "xlm-roberta") return robertaHead(classes);
  throw inputError(
    `Cannot use "${path}": it is the own head of a ${type} model, expected that of a bert or roberta, or one of AdapterHub's`,
  );
}

/** Names of the classes by their number. */
function labelNames(
  label2id: Readonly<Record<string, number>> | null | undefined,
  count: number,
  path: string,
): string[] {
  const named = Object.entries(label2id ?? {});
  if (named.length === 0) {
    return Array.from({ length: count }, (_, id) => `LABEL_${id}`);
  }
  const classes = named.sort(([, a], [, b]) => a - b);
  if (classes.length !== count || classes.some(([, id], i) => id !== i)) {
    throw inputError(
      `Cannot use "${path}": label2id names the classes ${
        classes.map(([, id]) => id).join(", ")
      }, expected 0 to ${count - 1}`,
    );
  }
  return classes.map(([name]) => name);
}
