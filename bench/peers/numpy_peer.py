"""numpy as a peer: signs of every two adapters, and means of subsets."""

from itertools import combinations

import numpy as np

from peer import scattered, serve


def adapters(task):
    return [scattered(task["weights"], seed) for seed in range(task["adapters"])]


def fsd(task):
    """As algorithm 3 of the paper says: a weight differs if the product is below 0."""
    rows = adapters(task)

    def run():
        return [np.count_nonzero(a * b < 0) for a, b in combinations(rows, 2)]

    return run(), run, lambda: None


def fsd_bits(task):
    """The same with a bit a sign, packed anew each time; zero is never opposite."""
    rows = adapters(task)

    def words(bits):
        packed = np.packbits(bits)
        return np.pad(packed, (0, -len(packed) % 8)).view(np.uint64)

    def run():
        above = [words(row > 0) for row in rows]
        below = [words(row < 0) for row in rows]
        return [
            np.bitwise_count((above[i] & below[j]) | (below[i] & above[j])).sum()
            for i, j in combinations(range(len(rows)), 2)
        ]

    return run(), run, lambda: None


def mixtures(task):
    """Means of subsets as a product of matrices."""
    rows = np.stack(adapters(task))
    weights = np.zeros((len(task["mixtures"]), len(rows)), np.float32)
    for row, members in enumerate(task["mixtures"]):
        weights[row, members] = 1 / len(members)

    def run():
        return weights @ rows

    return run().ravel()[task["places"]], run, lambda: None


serve({"fsd": fsd, "fsd_bits": fsd_bits, "mixtures": mixtures})
