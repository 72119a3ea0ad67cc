import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import { cancelledShares } from "../../lib/mix/cancelled_shares.ts";
import { madeAdapter, weightsOf } from "./made_adapter.ts";

Deno.test("cancelledShares() is what opposite weights lose in a sum", () => {
  const adapters = [
    weightsOf({ up: [3, 1], down: [2] }),
    weightsOf({ up: [-1, 1], down: [-4] }),
    weightsOf({ up: [0, 0], down: [2] }),
  ];
  const mixtures = [[0], [0, 1], [0, 2], [2, 1, 0]];
  // Sums of 2, 2 and -2 out of 4, 2 and 6; then of 2, 2 and 0 out of 4, 2 and 8.
  deepStrictEqual(cancelledShares(adapters, mixtures), [
    0,
    1 - 6 / 12,
    0,
    1 - 4 / 14,
  ]);
});

Deno.test("cancelledShares() of an adapter and its negative is 1, of zeros 0", () => {
  const one = madeAdapter(1);
  const scaled = (factor: number) =>
    new Map([...one].map(([name, { shape, data }]) => [
      name,
      { shape, data: data.map((value) => factor * value) },
    ]));
  const adapters = [one, scaled(-1), scaled(0), scaled(4)];
  const mixtures = [[0, 1], [2], [0, 3], [0, 2]];
  deepStrictEqual(cancelledShares(adapters, mixtures), [1, 0, 0, 0]);
});

Deno.test("cancelledShares() of unrelated weights approaches 1 - 1 / sqrt(k)", () => {
  let state = 1;
  const uniform = () => (state = state * 48271 % 2147483647) / 2147483647;
  const normal = () =>
    Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const adapters = Array.from(
    { length: 4 },
    () => weightsOf({ up: Array.from({ length: 20_000 }, normal) }),
  );
  const [share] = cancelledShares(adapters, [[0, 1, 2, 3]]);
  ok(Math.abs(share! - 0.5) < 0.01, `${share}`);
});

Deno.test("cancelledShares() refuses adapters of different tensors", () => {
  strictEqual(cancelledShares([weightsOf({ up: [1] })], []).length, 0);
  throws(
    () => cancelledShares([weightsOf({ a: [1] }), weightsOf({ b: [1] })], []),
    inputError(
      'Cannot match adapters: adapter 1 has no tensor "b", expected one as in adapter 2',
    ),
  );
});
