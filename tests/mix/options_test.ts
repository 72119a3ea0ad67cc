import { deepStrictEqual, throws } from "node:assert/strict";
import { readOptions } from "../../lib/io/options.ts";
import { mixOptions, toldOf } from "../../lib/mix/options.ts";

/** What a method is told by a command line. */
function told(...args: string[]) {
  const options = readOptions(
    { name: "mix", about: "Mixes", options: mixOptions },
    args,
  );
  const all = Object.entries(toldOf(options));
  return Object.fromEntries(all.filter(([, value]) => value !== undefined));
}

Deno.test("toldOf() says both density and sparsity, the method's usual ones if need be", () => {
  const tenth = { density: 0.1, sparsity: 0.9 };
  deepStrictEqual(told("--method", "sparse"), tenth);
  deepStrictEqual(told("--method=ties", "--sparsity=0.9"), tenth);
  deepStrictEqual(told("--method=ties", "--density=0.1"), tenth);
  deepStrictEqual(told(), {});
});

Deno.test("toldOf() takes weights as coefficients", () => {
  deepStrictEqual(told("--weights", "0.5,0.3,0.2"), {
    coefficients: [0.5, 0.3, 0.2],
  });
});

Deno.test("toldOf() refuses options that the method leaves unread", () => {
  throws(() => told("--sparsity", "0.5"), {
    name: "Failure",
    message:
      "Cannot mix by average: it is given --sparsity, expected only --weights, --space",
  });
});
