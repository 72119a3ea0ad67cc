/**
 * Several Dirichlet distributions whose parameters fill a matrix.
 *
 * @module
 * @see Blei, Ng and Jordan 2003, "Latent Dirichlet Allocation", appendix A.1
 */
import { digamma, logGamma } from "../../math/gamma.ts";

/** Parameters of several distributions, in row-major order. */
export interface Dirichlets {
  /** The parameters, all above 0. */
  readonly values: Float64Array;
  /** Columns of the matrix. */
  readonly cols: number;
  /** What one distribution is: a row of the matrix, or a column. */
  readonly each: "row" | "column";
}

/**
 * Expected logarithm of each share that the distributions give.
 *
 * @param dirichlets The distributions.
 * @returns Logarithms, in the order of the parameters.
 */
export function expectedLogs(dirichlets: Dirichlets): Float64Array {
  const normal = sums(dirichlets).map(digamma);
  const place = placeIn(dirichlets);
  return dirichlets.values.map((value, i) =>
    digamma(value) - normal[place(i)]!
  );
}

/**
 * How far the distributions are from symmetric priors.
 *
 * @param dirichlets The distributions.
 * @param prior Each parameter of the priors, above 0.
 * @returns Sum of their Kullback-Leibler divergences from the priors, in nats, 0
 * or more.
 */
export function divergence(dirichlets: Dirichlets, prior: number): number {
  const { values } = dirichlets;
  const logs = expectedLogs(dirichlets);
  const totals = sums(dirichlets);
  const size = values.length / totals.length;
  let result = totals.length *
    (size * logGamma(prior) - logGamma(size * prior));
  values.forEach((value, i) => {
    result += (value - prior) * logs[i]! - logGamma(value);
  });
  totals.forEach((total) => result += logGamma(total));
  return result;
}

/** Sum of each distribution's parameters. */
function sums(dirichlets: Dirichlets): Float64Array {
  const { values, cols, each } = dirichlets;
  const place = placeIn(dirichlets);
  const result = new Float64Array(each === "row" ? values.length / cols : cols);
  values.forEach((value, i) => result[place(i)]! += value);
  return result;
}

/** Which distribution a parameter is of. */
function placeIn({ cols, each }: Dirichlets): (i: number) => number {
  return each === "row" ? (i) => Math.floor(i / cols) : (i) => i % cols;
}
