import {
  deepStrictEqual,
  notDeepStrictEqual,
  ok,
  strictEqual,
  throws,
} from "node:assert/strict";
import { random } from "../../lib/math/random.ts";
import { mean } from "../../lib/math/stats.ts";

const COUNT = 20_000;

/** Root of the mean square of values whose mean is known. */
function deviation(values: readonly number[], center: number): number {
  return Math.sqrt(mean(values.map((value) => (value - center) ** 2)));
}

function draws(seed: number, name: string, count = 5): number[] {
  const { uniform } = random(seed, name);
  return Array.from({ length: count }, uniform);
}

Deno.test("random() repeats with its seed and name", () => {
  deepStrictEqual(draws(7, "adapter"), draws(7, "adapter"));
});

Deno.test("random() differs in another seed or name", () => {
  notDeepStrictEqual(draws(7, "adapter"), draws(8, "adapter"));
  notDeepStrictEqual(draws(7, "adapter"), draws(7, "head"));
  notDeepStrictEqual(draws(7, "order/1"), draws(7, "order/2"));
});

Deno.test("random() gives these numbers for good: runs are compared across versions", () => {
  deepStrictEqual(draws(42, "adapter", 3), [
    0.12139528896659613,
    0.7376873958855867,
    0.2360438557807356,
  ]);
});

Deno.test("random() starts of neighbouring seeds are not alike", () => {
  const first = Array.from({ length: 2000 }, (_, s) => draws(s, "x", 1)[0]!);
  ok(Math.abs(mean(first) - 0.5) < 0.03);
  strictEqual(new Set(first).size, first.length);
});

Deno.test("uniform() fills 0 to 1 evenly", () => {
  const values = draws(1, "even", COUNT);
  ok(values.every((value) => value >= 0 && value < 1));
  ok(Math.abs(mean(values) - 0.5) < 0.01);
  ok(Math.abs(deviation(values, 0.5) - Math.sqrt(1 / 12)) < 0.01);
});

Deno.test("integer() gives every whole number below its limit", () => {
  const { integer } = random(1, "dice");
  const counts = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < COUNT; i++) counts[integer(6)]!++;
  strictEqual(counts.length, 6);
  ok(counts.every((count) => Math.abs(count / COUNT - 1 / 6) < 0.015));
});

Deno.test("normal() has mean 0, deviation 1 and normal tails", () => {
  const { normal } = random(1, "bell");
  const values = Array.from({ length: COUNT }, normal);
  ok(values.every(Number.isFinite));
  ok(Math.abs(mean(values)) < 0.03);
  ok(Math.abs(deviation(values, 0) - 1) < 0.03);
  const beyond = values.filter((value) => Math.abs(value) > 1.96).length;
  ok(Math.abs(beyond / COUNT - 0.05) < 0.01);
});

Deno.test("pick() takes every item", () => {
  const { pick } = random(1, "pick");
  const seen = new Set(Array.from({ length: 100 }, () => pick(["a", "b"])));
  deepStrictEqual([...seen].sort(), ["a", "b"]);
});

Deno.test("pick() throws if there is nothing to pick", () => {
  throws(
    () => random(1, "pick").pick([]),
    new RangeError("Cannot pick an item: there are 0, expected some"),
  );
});

Deno.test("shuffle() keeps the items and leaves the list alone", () => {
  const items = Object.freeze(Array.from({ length: 50 }, (_, i) => i));
  const shuffled = random(1, "order").shuffle(items);
  notDeepStrictEqual(shuffled, items);
  deepStrictEqual(shuffled.toSorted((a, b) => a - b), items);
});

Deno.test("shuffle() reaches every order about equally often", () => {
  const { shuffle } = random(1, "orders");
  const counts = new Map<string, number>();
  for (let i = 0; i < COUNT; i++) {
    const order = shuffle(["a", "b", "c"]).join("");
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  strictEqual(counts.size, 6);
  for (const count of counts.values()) {
    ok(Math.abs(count / COUNT - 1 / 6) < 0.015);
  }
});
