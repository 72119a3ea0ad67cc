import { random } from "../lib/math/random.ts";
import type { Dataset, Input } from "../lib/text/dataset.ts";
import { type DomainName, domains } from "./domains.ts";
import type { Domain } from "./domains/domain.ts";
import { drawDataset, pickLabel, type Sizes } from "./draw_dataset.ts";

/**
 * Makes a data set of a made-up domain, as {@linkcode drawDataset} draws it.
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
  return drawDataset({ name, domain: domains[name] }, options);
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
