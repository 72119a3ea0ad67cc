import {
  deepStrictEqual,
  notDeepStrictEqual,
  ok,
  throws,
} from "node:assert/strict";
import { dareLinear, dareTies } from "../../../lib/mix/methods/dare.ts";
import { linear } from "../../../lib/mix/methods/linear.ts";
import { ties } from "../../../lib/mix/methods/ties.ts";
import { normals } from "../../check.ts";
import { madeAdapter } from "../made_adapter.ts";

const long = new Map([["up", { shape: [20_000], data: normals(20_000, 1) }]]);
const one = { coefficients: [1] };

Deno.test("dareLinear() keeps a share of the weights and divides it by the density", () => {
  const { data } = dareLinear([long], { ...one, density: 0.25 }).get("up")!;
  const before = long.get("up")!.data;
  let kept = 0;
  data.forEach((value, i) => {
    if (value === 0) return;
    kept++;
    ok(value === 4 * before[i]!, `${i}`);
  });
  // Five deviations of a binomial count.
  ok(Math.abs(kept - 5000) < 5 * Math.sqrt(20_000 * 0.25 * 0.75), `${kept}`);
});

Deno.test("dareLinear() draws by seed, by adapter and by tensor", () => {
  const draw = (seed?: number) =>
    dareLinear([long], { ...one, density: 0.5, seed });
  deepStrictEqual(draw(1), draw(1));
  deepStrictEqual(draw(), draw(42));
  notDeepStrictEqual(draw(1), draw(2));
  const both = { coefficients: [1, -1], density: 0.5 };
  const rest = dareLinear([long, long], both).get("up")!.data;
  ok(rest.some((value) => value !== 0));
  const twice = new Map([...long, ["down", long.get("up")!]]);
  const mixed = dareLinear([twice], { ...one, density: 0.5 });
  notDeepStrictEqual(mixed.get("up"), mixed.get("down"));
});

Deno.test("dareLinear() and dareTies() that drop nothing are linear() and ties()", () => {
  const adapters = [1, 2, 3].map(madeAdapter);
  const all = { coefficients: [1, 0.5, 2], density: 1 };
  deepStrictEqual(dareLinear(adapters, all), linear(adapters, all));
  deepStrictEqual(dareTies(adapters, all), ties(adapters, all));
  const counted = { ...all, signs: "frequency" } as const;
  deepStrictEqual(dareTies(adapters, counted), ties(adapters, counted));
});

Deno.test("dareTies() merges what is left by the elected signs", () => {
  const opposite = new Map([["up", {
    shape: [20_000],
    data: long.get("up")!.data.map((value) => -2 * value),
  }]]);
  const merged = dareTies([long, opposite], {
    coefficients: [1, 1],
    density: 0.5,
  }).get("up")!.data;
  const counts = new Map<number, number>();
  const before = long.get("up")!.data;
  merged.forEach((value, i) => {
    const times = Math.round(value / before[i]!);
    counts.set(times, (counts.get(times) ?? 0) + 1);
  });
  // Alone, the first gives twice its weight; else the second outvotes it with -4.
  deepStrictEqual([...counts.keys()].sort((a, b) => a - b), [-4, 0, 2]);
  ok(Math.abs(counts.get(2)! - 5000) < 400);
  ok(Math.abs(counts.get(-4)! - 10_000) < 400);
});

Deno.test("dareLinear() and dareTies() refuse to drop everything", () => {
  for (const method of [dareLinear, dareTies]) {
    throws(() => method([long], { ...one, density: 0 }), {
      name: "Failure",
      message:
        "Cannot drop weights at random: density is 0, expected a number above 0",
    });
  }
});
