/**
 * Which files of a repository are fetched.
 *
 * @module
 */
import { missingShard } from "./missing_shard.ts";

/** What is wanted of the files that there are. */
export interface Choice {
  /** Their paths, in the order to fetch them in. */
  readonly files: readonly string[];
  /** What has to be there too and is not, in words. */
  readonly missing?: string | undefined;
}

/** A rule that chooses files. */
export interface Selection {
  /**
   * Whether files that make a choice with nothing missing are all there is to
   * choose; a data set in the cache may instead be a part of a larger one.
   */
  readonly closed: boolean;
  /** Chooses from all files of a repository, in the order to fetch them in. */
  choose(names: readonly string[]): Choice;
}

/** Settings and tokenizers of an encoder, and of what pools its output. */
const MODEL_FILES =
  /^(config|tokenizer|tokenizer_config|special_tokens_map|added_tokens|vocab|modules|sentence_bert_config|\d+_Pooling\/config)\.json$|^(vocab|merges)\.txt$/;

/** A model's weights by preference: one file, or an index with its parts. */
const MODEL_WEIGHTS = [
  /^model\.safetensors$/,
  /^model(\.safetensors\.index\.json|-\d{5}-of-\d{5}\.safetensors)$/,
  /^pytorch_model\.bin$/,
  /^pytorch_model(\.bin\.index\.json|-\d{5}-of-\d{5}\.bin)$/,
];

/** Layouts of adapters, each with its weights by preference. */
const ADAPTER_WEIGHTS = [
  /^adapter\.safetensors$/,
  /^adapter_model\.safetensors$/,
  /^pytorch_adapter\.bin$/,
  /^adapter_model\.bin$/,
];

const HEAD_WEIGHTS = [/^model_head\.safetensors$/, /^pytorch_model_head\.bin$/];

/** A data set's tables. */
const TABLES = /\.(parquet|csv|tsv|jsonl)$/;

/** The files of an encoder. */
export const modelFiles: Selection = {
  closed: true,
  choose(names) {
    const weights = preferred(names, MODEL_WEIGHTS);
    // Weights are last, so that they are there only if all the rest is.
    const files = [...matching(names, MODEL_FILES), ...weights];
    const has = (name: string) => names.includes(name);
    if (!has("config.json")) return { files, missing: "config.json" };
    if (!has("tokenizer.json") && !has("vocab.txt") && !has("merges.txt")) {
      return { files, missing: "tokenizer.json, vocab.txt or merges.txt" };
    }
    if (weights.length === 0) {
      return { files, missing: "model.safetensors or pytorch_model.bin" };
    }
    return { files, missing: missingShard(weights) };
  },
};

/** The files of an adapter or of a head, in AdapterHub's layout or PEFT's. */
export const adapterFiles: Selection = {
  closed: true,
  choose(names) {
    const weights = preferred(names, ADAPTER_WEIGHTS);
    const heads = preferred(names, HEAD_WEIGHTS);
    const settings = matching(names, /^(adapter|head)_config\.json$/);
    const files = [...settings, ...heads, ...weights];
    const has = (name: string) => settings.includes(name);
    if (heads.length > 0 && !has("head_config.json")) {
      return { files, missing: "head_config.json" };
    }
    if (heads.length > 0 && !has("adapter_config.json")) return { files };
    if (weights.length === 0) {
      return {
        files,
        missing: "adapter.safetensors or adapter_model.safetensors",
      };
    }
    // PEFT's weights say enough by themselves.
    const needsConfig = !weights[0]!.startsWith("adapter_model.");
    return needsConfig && !has("adapter_config.json")
      ? { files, missing: "adapter_config.json" }
      : { files };
  },
};

/**
 * Tables of a data set.
 *
 * @param pattern What the paths of the wanted files match.
 */
export function datasetFiles(pattern: RegExp = TABLES): Selection {
  return {
    closed: false,
    choose(names) {
      const files = matching(names, pattern);
      if (files.length === 0) return { files, missing: `file like ${pattern}` };
      return { files, missing: missingShard(files) };
    },
  };
}

function matching(names: readonly string[], pattern: RegExp): string[] {
  return names.filter((name) => name.search(pattern) >= 0).sort();
}

/** The files of the first pattern that any name matches. */
function preferred(
  names: readonly string[],
  patterns: readonly RegExp[],
): string[] {
  return patterns.map((pattern) => matching(names, pattern))
    .find((found) => found.length > 0) ?? [];
}
