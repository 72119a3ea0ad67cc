/**
 * How near the texts of some domains are to those of a target.
 *
 * @module
 */
import { gaussianMixture } from "../math/gaussian_mixture.ts";
import { random } from "../math/random.ts";
import { dot, meanVector, unitVector } from "../math/vectors.ts";

/** Vectors of texts, one a text, all of one length. */
export type TextVectors = readonly Float64Array[];

/** How texts are clustered. */
export interface ClusterOptions {
  /** Number of clusters; 25 by default, as in the paper. */
  readonly clusters?: number;
  /** Seed of the first centres. */
  readonly seed: number;
}

/**
 * Mean cosine between a domain's texts and the target's.
 *
 * Vectors are taken from the mean of all domains' texts, without the target's: the
 * states of a language model all point into one direction, in which every two texts
 * are alike. Sentence vectors, which AdapterSoup's authors use, need no such step.
 *
 * @param domains Vectors of each domain's texts.
 * @param target Vectors of the target's texts.
 * @returns A mean from -1 to 1 for each domain.
 * @see Chronopoulou et al. 2023, arXiv:2302.07027, section 3, sentence similarity
 */
export function meanCosines(
  domains: readonly TextVectors[],
  target: TextVectors,
): number[] {
  const centre = meanVector(domains.flat());
  const direction = (texts: TextVectors) =>
    meanVector(
      texts.map((text) => unitVector(text.map((v, i) => v - centre[i]!))),
    );
  const towards = direction(target);
  // The mean of all products of unit vectors is the product of their means.
  return domains.map((texts) => dot(direction(texts), towards));
}

/**
 * Share of the target's texts that fall into clusters of each domain, where all
 * domains' texts are clustered together and a cluster is of the domain that most of
 * its texts are of; of several, the first.
 *
 * @param domains Vectors of each domain's texts.
 * @param target Vectors of the target's texts, at least one.
 * @param options Number of clusters and seed.
 * @returns A share from 0 to 1 for each domain; together at most 1.
 * @see Chronopoulou et al. 2023, arXiv:2302.07027, section 3, domain clustering
 */
export function clusterShares(
  domains: readonly TextVectors[],
  target: TextVectors,
  { clusters = 25, seed }: ClusterOptions,
): number[] {
  const cluster = gaussianMixture(domains.flat(), {
    components: clusters,
    random: random(seed, "clusters"),
  });
  const counts = domains.map((texts) => {
    const own = new Array<number>(clusters).fill(0);
    for (const text of texts) own[cluster(text)]!++;
    return own;
  });
  const shares = new Array<number>(domains.length).fill(0);
  for (const text of target) {
    const found = counts.map((own) => own[cluster(text)]!);
    const most = Math.max(...found);
    if (most > 0) shares[found.indexOf(most)]! += 1 / target.length;
  }
  return shares;
}
