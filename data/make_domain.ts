import { random } from "../lib/math/random.ts";
import type { Dataset, Input } from "../lib/text/dataset.ts";
import { type DomainName, domains } from "./domains.ts";
import type { Domain } from "./domains/domain.ts";
import { drawDataset, pickLabel, type Sizes } from "./draw_dataset.ts";

/** Examples of a made-up domain when nothing else is asked for. */
export const defaultSizes: Sizes = { train: 600, validation: 200, test: 500 };

/**
 * Makes a data set of a made-up domain, as {@linkcode drawDataset} draws it.
 *
 * A text of the default validation or test split is in no training split, however
 * few are asked for: adapters are judged by other commands than train them.
 *
 * @param name Name of the domain.
 * @param options Seed, and the number of examples in each split.
 * @returns The data set.
 * @throws {RangeError} If the domain has fewer different texts than asked for.
 */
export function makeDomain(
  name: DomainName,
  options: Sizes & { seed: number },
): Dataset {
  const drawn = drawDataset({ name, domain: domains[name] }, {
    ...options,
    validation: Math.max(options.validation, defaultSizes.validation),
    test: Math.max(options.test, defaultSizes.test),
  });
  return {
    ...drawn,
    validation: drawn.validation.slice(0, options.validation),
    test: drawn.test.slice(0, options.test),
  };
}

/**
 * Writes texts of a made-up domain without their labels, for pretraining.
 *
 * They come from a stream of their own; a short text may by chance also be in a
 * data set of the domain.
 *
 * @param name Name of the domain.
 * @param options Seed, and the number of texts.
 * @returns The texts, some of them perhaps twice.
 */
export function unlabelledText(
  name: DomainName,
  { seed, count }: { seed: number; count: number },
): Input[] {
  const domain: Domain = domains[name];
  const stream = random(seed, `domain/${name}/unlabelled`);
  return Array.from(
    { length: count },
    () => domain.write(pickLabel(domain.shares, stream), stream),
  );
}
