import { deepStrictEqual, throws } from "node:assert/strict";
import { fisher } from "../../../lib/mix/methods/fisher.ts";
import { assertClose } from "../../check.ts";
import { madeAdapter, numbersOf, weightsOf } from "../made_adapter.ts";

const adapters = [weightsOf({ a: [1], b: [1] }), weightsOf({ a: [5], b: [2] })];
// Divided by their lengths: 0.6 and 0.8; 0, which is raised to 1e-6, and 1.
const information = [
  weightsOf({ a: [3], b: [4] }),
  weightsOf({ a: [0], b: [2] }),
];

Deno.test("fisher() weighs each weight by its share of the information", () => {
  const mixed = fisher(adapters, {
    coefficients: [0.5, 0.5],
    fisher: information,
  });
  assertClose(
    numbersOf(mixed),
    [(0.6 + 5e-6) / (0.6 + 1e-6), (0.8 + 2) / 1.8],
    { tolerance: 1e-7, what: "weight" },
  );
});

Deno.test("fisher() takes coefficients besides the information", () => {
  const mixed = fisher(adapters, {
    coefficients: [1, 3],
    fisher: information,
  });
  assertClose([mixed.get("b")!.data[0]!], [(0.8 + 3 * 2) / 3.8], {
    tolerance: 1e-7,
    what: "weight",
  });
});

Deno.test("fisher() of no information at all is the mean", () => {
  const nothing = weightsOf({ a: [0], b: [0] });
  deepStrictEqual(
    fisher(adapters, { coefficients: [1, 1], fisher: [nothing, nothing] }),
    weightsOf({ a: [3], b: [1.5] }),
  );
});

Deno.test("fisher() of one adapter is that adapter", () => {
  const adapter = madeAdapter(1);
  const squares = new Map(
    [...madeAdapter(2)].map(([name, { shape, data }]) => [name, {
      shape,
      data: data.map((value) => value * value),
    }]),
  );
  const mixed = fisher([adapter], { coefficients: [1], fisher: [squares] });
  deepStrictEqual(numbersOf(mixed), numbersOf(adapter));
});

Deno.test("fisher() refuses information that does not fit", () => {
  throws(() => fisher(adapters, { coefficients: [1, 1] }), {
    name: "Failure",
    message:
      "Cannot average by Fisher information: there is information on 0 adapters, expected 2",
  });
  throws(
    () =>
      fisher(adapters, {
        coefficients: [1, 1],
        fisher: [information[0]!, weightsOf({ a: [1] })],
      }),
    {
      name: "Failure",
      message:
        'Cannot match adapters: adapter 4 has no tensor "b", expected one as in adapter 1',
    },
  );
});

Deno.test("fisher() refuses coefficients that leave nothing to divide by", () => {
  for (const coefficients of [[0, 0], [1, -1]]) {
    throws(() => fisher(adapters, { coefficients, fisher: information }), {
      name: "Failure",
      message: /^Cannot mix adapters by what is known of them: /,
    });
  }
});
