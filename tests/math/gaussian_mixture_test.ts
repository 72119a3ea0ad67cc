import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { gaussianMixture } from "../../lib/math/gaussian_mixture.ts";
import { random } from "../../lib/math/random.ts";

/** Points about a centre. */
function about(centre: readonly number[], count: number, seed: number) {
  const { normal } = random(seed, "points");
  return Array.from(
    { length: count },
    () => Float64Array.from(centre, (value) => value + 0.1 * normal()),
  );
}

const groups = [
  about([0, 0], 20, 1),
  about([4, 0], 30, 2),
  about([0, 5], 10, 3),
];
const points = groups.flat();

Deno.test("gaussianMixture() finds groups that lie apart", () => {
  for (const seed of [1, 2, 3]) {
    const place = gaussianMixture(points, {
      components: 3,
      random: random(seed, "test"),
    });
    const places = groups.map((group) => new Set(group.map(place)));
    deepStrictEqual(places.map(({ size }) => size), [1, 1, 1]);
    strictEqual(new Set(places.flatMap((set) => [...set])).size, 3);
    strictEqual(place(Float64Array.of(3.8, 0.1)), place(groups[1]![0]!));
  }
});

Deno.test("gaussianMixture() weighs distances by each component's own spread", () => {
  const { normal } = random(4, "points");
  const draw = (centre: number, spread: number) =>
    Array.from(
      { length: 100 },
      () => Float64Array.of(centre + spread * normal()),
    );
  const place = gaussianMixture([...draw(0, 0.1), ...draw(10, 3)], {
    components: 2,
    random: random(1, "test"),
  });
  // 2 is nearer to 0 than to 10, but far out of the narrow group.
  strictEqual(place(Float64Array.of(2)), place(Float64Array.of(10)));
  strictEqual(place(Float64Array.of(2)) === place(Float64Array.of(0)), false);
});

Deno.test("gaussianMixture() gives the same components for the same seed", () => {
  const places = () => {
    const place = gaussianMixture(points, {
      components: 5,
      random: random(1, "test"),
    });
    return points.map(place);
  };
  deepStrictEqual(places(), places());
});

Deno.test("gaussianMixture() takes fewer points than components, and equal points", () => {
  const one = Float64Array.of(1, 2);
  for (const some of [[one], [one, one, one]]) {
    const place = gaussianMixture(some, {
      components: 4,
      random: random(1, "test"),
    });
    strictEqual(place(one) >= 0 && place(one) < 4, true);
  }
});
