import { deepStrictEqual } from "node:assert/strict";
import { random } from "../../lib/math/random.ts";
import { clusterShares, meanCosines } from "../../lib/evaluate/nearness.ts";
import { assertClose } from "../check.ts";

Deno.test("meanCosines() is the mean over all pairs of texts, from the domains' centre", () => {
  // The centre is [1, 1]; from there the domains lie at [2, 0] and [-1, 0] twice.
  const domains = [
    [Float64Array.of(3, 1)],
    [Float64Array.of(0, 1), Float64Array.of(0, 1)],
  ];
  const target = [Float64Array.of(4, 1), Float64Array.of(1, 7)];
  assertClose(meanCosines(domains, target), [0.5, -0.5], {
    tolerance: 1e-12,
    what: "cosine",
  });
});

Deno.test("meanCosines() of texts at the centre are 0", () => {
  const domains = [[Float64Array.of(1)], [Float64Array.of(-1)]];
  deepStrictEqual(meanCosines(domains, [Float64Array.of(0)]), [0, 0]);
});

Deno.test("clusterShares() gives each target's text to the domain of its cluster", () => {
  const { normal } = random(1, "points");
  const about = (x: number, y: number, count: number) =>
    Array.from(
      { length: count },
      () => Float64Array.of(x + 0.1 * normal(), y + 0.1 * normal()),
    );
  // The third domain has some texts among the first one's, which has more there.
  const domains = [
    about(0, 0, 30),
    about(5, 0, 30),
    [...about(0, 5, 30), ...about(0, 0, 5)],
  ];
  const target = [...about(0, 0, 6), ...about(0, 5, 4)];
  assertClose(
    clusterShares(domains, target, { clusters: 3, seed: 1 }),
    [0.6, 0, 0.4],
    { tolerance: 1e-12, what: "share" },
  );
});
