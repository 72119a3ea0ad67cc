import { deepStrictEqual } from "node:assert/strict";
import { ties } from "../../../lib/mix/methods/ties.ts";
import { weightsOf } from "../made_adapter.ts";

// At a density of 0.5 they become [4, 0, 2, 0], [0, 3, -3, 0] and [0, -5, 2, 0].
const adapters = [
  weightsOf({ up: [4, -1, 2, 0.5] }),
  weightsOf({ up: [-1, 3, -3, 0.5] }),
  weightsOf({ up: [1, -5, 2, -0.1] }),
];
const half = { coefficients: [1, 1, 1], density: 0.5 };

Deno.test("ties() trims, elects by sum and averages what agrees", () => {
  deepStrictEqual(ties(adapters, half), weightsOf({ up: [4, -5, 2, 0] }));
});

Deno.test("ties() by the number of signs elects plus where they cancel", () => {
  deepStrictEqual(
    ties(adapters, { ...half, signs: "frequency" }),
    weightsOf({ up: [4, 3, 2, 0] }),
  );
});

Deno.test("ties() multiplies after the vote and divides by the number of those that agree", () => {
  deepStrictEqual(
    ties(adapters, { ...half, coefficients: [2, 1, 0.5] }),
    weightsOf({ up: [8, -2.5, 2.5, 0] }),
  );
});

Deno.test("ties() trims each tensor by itself", () => {
  const two = [weightsOf({ a: [1, 2], b: [30, 40] })];
  deepStrictEqual(
    ties(two, { coefficients: [1], density: 0.5 }),
    weightsOf({ a: [0, 2], b: [0, 40] }),
  );
});
