/**
 * Heads between AdapterHub's flexible ones and Hugging Face's own classes.
 *
 * @module
 */
import { inputError } from "../io/failure.ts";
import type { HostTensor, Weights } from "../io/safetensors.ts";
import { bertHead, type HeadConfig, robertaHead } from "../model/head.ts";
import type { AdapterHead } from "./adapter.ts";

/** A head's maps under other names, which change nothing that it computes. */
interface Renaming {
  readonly config: HeadConfig;
  /** New names by old ones, without `.weight` and `.bias`. */
  readonly names: Readonly<Record<string, string>>;
}

/**
 * A head as modules of Hugging Face's own class for a model, as PEFT saves them.
 *
 * AdapterHub's two maps with tanh between are RoBERTa's own head. On BERT they
 * are its pooler, then trained too, and its classifier; in training, dropout
 * then no longer comes before the first of them.
 *
 * @param head The head.
 * @param type The model's type.
 * @param name The adapter's name, for errors.
 * @returns The head under the class's names; a head that has them as it is.
 * @throws {Failure} If the class has no such head.
 */
export function asOwnHead(
  head: AdapterHead,
  type: string,
  name: string,
): AdapterHead {
  const { labels, maps, activation, pooler } = head.config;
  if (!maps.some((map) => map.startsWith("heads."))) return head;
  const [first = "", second = ""] = maps;
  const two = maps.length === 2 && activation === "tanh" && !pooler;
  if (two && type === "roberta") {
    const config = robertaHead(labels);
    const [dense = "", out = ""] = config.maps;
    return renamed(head, { config, names: { [first]: dense, [second]: out } });
  }
  if (two && type === "bert") {
    const config = bertHead(labels);
    const names = { [first]: "pooler.dense", [second]: "classifier" };
    return renamed(head, { config, names });
  }
  if (maps.length === 1 && pooler && type === "bert") {
    const config = bertHead(labels);
    return renamed(head, { config, names: { [first]: "classifier" } });
  }
  throw inputError(
    `Cannot convert the head of adapter "${name}": it has ${maps.length} maps, ${
      activation ?? "nothing"
    } between them, ${
      pooler ? "over" : "without"
    } the pooler, expected the head of a ${type}'s own class (or --head none)`,
  );
}

/**
 * A head as AdapterHub's files can hold it.
 *
 * @param head The head.
 * @param name The adapter's name, for errors.
 * @returns Two maps of AdapterHub's in place of a trained pooler and classifier;
 * other heads as they are.
 * @throws {Failure} If it consists of other modules than a classifier.
 */
export function asAdapterHubHead(head: AdapterHead, name: string): AdapterHead {
  const { labels, maps } = head.config;
  if (head.weights.has("pooler.dense.weight") && maps[0] === "classifier") {
    const config: HeadConfig = {
      labels,
      maps: ["heads.1", "heads.4"],
      activation: "tanh",
      pooler: false,
    };
    const names = { "pooler.dense": "heads.1", classifier: "heads.4" };
    return renamed(head, { config, names });
  }
  if (/^heads\.|^classifier$|^classifier\.dense$/.test(maps[0] ?? "")) {
    return head;
  }
  throw inputError(
    `Cannot convert the head of adapter "${name}": it is ${
      maps.join(" and ")
    }, expected a classifier of BERT or RoBERTa (or --head none)`,
  );
}

function renamed(
  { weights, config: { dropout } }: AdapterHead,
  { config, names }: Renaming,
): AdapterHead {
  return {
    config: { ...config, ...(dropout !== undefined && { dropout }) },
    weights: renamedWeights(weights, names),
  };
}

function renamedWeights(
  weights: Weights,
  names: Renaming["names"],
): Map<string, HostTensor> {
  return new Map(
    [...weights].map(([old, tensor]) => {
      const [, map = old, end = ""] = /^(.*)(\.(?:weight|bias))$/.exec(old) ??
        [];
      return [`${names[map] ?? map}${end}`, tensor];
    }),
  );
}
