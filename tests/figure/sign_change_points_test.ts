import { deepStrictEqual } from "node:assert/strict";
import { pairPoints, sizePoints } from "../../lib/figure/sign_change_points.ts";
import { changed } from "./sign_changes.ts";
import { accuracy, fsd } from "./study.ts";

const accuracies = [
  accuracy("a", "a", 0.9),
  accuracy("a", "a+b", 0.8),
  accuracy("a", "a+c", 0.6),
  accuracy("a", "a+b+c", 0.5),
  accuracy("b", "a+b", 0.7),
];
const rows = [
  changed("a", "a", 0),
  changed("a", "a+b", 0.1),
  changed("a", "a+c", 0.3),
  changed("a", "a+b+c", 0.25),
  changed("b", "a+b", 0.2),
  fsd("b", "a", 0.15),
];

Deno.test("pairPoints() has every other adapter, where the own one is known alone", () => {
  const own = { target: "a", own: 90 };
  deepStrictEqual(pairPoints(rows, accuracies), [
    { ...own, place: "b", change: 10, fsd: 15, mixed: 80 },
    { ...own, place: "c", change: 30, fsd: null, mixed: 60 },
  ]);
});

Deno.test("sizePoints() takes means over the mixtures of a size", () => {
  const own = { target: "a", own: 90, fsd: null };
  deepStrictEqual(sizePoints(rows, accuracies), [
    { ...own, place: 2, change: 20, mixed: 70 },
    { ...own, place: 3, change: 25, mixed: 50 },
  ]);
  deepStrictEqual(sizePoints([], accuracies), []);
});

Deno.test("sizePoints() keeps each seed's signs with its own accuracies", () => {
  const seeds = [1, 2].flatMap((seed) => [
    { ...changed("a", "a+b", 0.1 * seed), seed },
    ...seed === 1 ? [accuracy("a", "a+b", 0.5, { seed })] : [],
    accuracy("a", "a", 0.9, { seed }),
  ]);
  const accuracies = seeds.filter((row) => row.metric === "accuracy");
  deepStrictEqual(sizePoints(seeds, accuracies).map(({ change }) => change), [
    10,
  ]);
});
