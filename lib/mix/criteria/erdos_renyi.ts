import type { Weights } from "../../io/safetensors.ts";

/**
 * Shares a budget of weights out so that large matrices become sparser than small
 * ones, as in random graphs: the density of a tensor is in proportion to the sum of
 * its sizes over their product, and 1 at most.
 *
 * Matrices of one size, such as those of a bottleneck at every place, get the same
 * share; a bias, whose one size is its product, gets more. What rounding leaves over
 * goes to the tensors that lost most by it, the first ones by name among equals.
 *
 * @param weights The tensors that are pruned.
 * @param sparsity Share of all their weights to remove, 0 to 1.
 * @returns Weights to remove from each tensor; together floor(sparsity * n) of n.
 * @see Mocanu et al. 2018, arXiv:1707.04780, equation 1; Evci et al. 2020,
 * arXiv:1911.11134, section 3
 */
export function erdosRenyi(
  weights: Weights,
  sparsity: number,
): Map<string, number> {
  const tensors = [...weights]
    .map(([name, { shape, data: { length: size } }]) => ({
      name,
      size,
      // Weights that stay for each unit of the budget: density times size.
      share: shape.reduce((sum, n) => sum + n, 0),
    }))
    .sort((a, b) => a.name < b.name ? -1 : 1);
  const all = tensors.reduce((sum, { size }) => sum + size, 0);
  const kept = all - Math.floor(sparsity * all);
  const unit = unitOf(tensors, kept);
  const wanted = tensors.map(({ name, size, share }) => {
    const exact = Math.min(size, unit * share);
    return { name, size, exact, count: Math.floor(exact) };
  });
  let left = kept - wanted.reduce((sum, { count }) => sum + count, 0);
  const roundedMost = wanted.toSorted((a, b) =>
    b.exact - b.count - (a.exact - a.count)
  );
  for (const tensor of roundedMost) {
    if (left > 0 && tensor.count < tensor.size) {
      tensor.count++;
      left--;
    }
  }
  return new Map(wanted.map(({ name, size, count }) => [name, size - count]));
}

/** The unit at which what stays adds up to the budget, with no tensor above its size. */
function unitOf(
  tensors: readonly { readonly size: number; readonly share: number }[],
  budget: number,
): number {
  let open = tensors;
  let rest = budget;
  while (open.length > 0) {
    const unit = rest / open.reduce((sum, { share }) => sum + share, 0);
    const full = open.filter(({ size, share }) => unit * share > size);
    if (full.length === 0) return unit;
    rest -= full.reduce((sum, { size }) => sum + size, 0);
    open = open.filter((tensor) => !full.includes(tensor));
  }
  return Infinity;
}
