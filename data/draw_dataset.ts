import type { Dataset, Example, SplitName } from "../lib/text/dataset.ts";
import { type Random, random } from "../lib/math/random.ts";
import type { Domain } from "./domains/domain.ts";

/** Number of examples in each split of a made-up data set. */
export type Sizes = Record<SplitName, number>;

/** Texts drawn in vain before a domain counts as exhausted. */
const PATIENCE = 10_000;

/**
 * Draws a data set from a domain.
 *
 * No text is in two splits, or twice in one. The test split depends only on the
 * seed and its own size, and the validation split on no more than that and its
 * own: asking for more training examples leaves both as they are.
 *
 * @param domain The domain with its name, which also names its random streams.
 * @param options Seed, and the number of examples in each split.
 * @returns The data set.
 * @throws {RangeError} If the domain has fewer different texts than asked for.
 */
export function drawDataset(
  { name, domain }: { name: string; domain: Domain },
  { seed, ...sizes }: Sizes & { seed: number },
): Dataset {
  const seen = new Set<string>();
  const draw = (split: SplitName) => {
    const stream = random(seed, `domain/${name}/${split}`);
    return Array.from(
      { length: sizes[split] },
      () => freshExample(name, { domain, stream, seen }),
    );
  };
  const [test, validation] = [draw("test"), draw("validation")];
  return {
    name,
    labels: domain.labels,
    train: draw("train"),
    validation,
    test,
  };
}

/** Draws until a text comes that no split has yet. */
function freshExample(
  name: string,
  { domain, stream, seen }: {
    domain: Domain;
    stream: Random;
    seen: Set<string>;
  },
): Example {
  for (let draws = 0; draws < PATIENCE; draws++) {
    const label = pickLabel(domain.shares, stream);
    const input = domain.write(label, stream);
    const key = `${input.text}\n${input.pair ?? ""}`;
    if (seen.has(key)) continue;
    seen.add(key);
    return { ...input, label };
  }
  throw new RangeError(
    `Cannot make domain "${name}": it has hardly more than ${seen.size} texts, ` +
      "expected smaller splits",
  );
}

/**
 * Picks a class with the probability that its share says.
 *
 * @param shares Fraction of each class; they add up to 1.
 * @param stream Where the pick comes from.
 * @returns Index of the class.
 */
export function pickLabel(shares: readonly number[], stream: Random): number {
  let rest = stream.uniform();
  const label = shares.findIndex((share) => (rest -= share) < 0);
  return label < 0 ? shares.length - 1 : label;
}
