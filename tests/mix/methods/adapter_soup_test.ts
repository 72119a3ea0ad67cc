import { deepStrictEqual, throws } from "node:assert/strict";
import { adapterSoup, nearest } from "../../../lib/mix/methods/adapter_soup.ts";
import { weightsOf } from "../made_adapter.ts";

Deno.test("nearest() takes up to five of more than 0.15 by similarity", () => {
  const cosines = [0.2, 0.9, 0.15, 0.3, 0.3, 0.5, 0.16];
  deepStrictEqual(nearest(cosines), [1, 5, 3, 4, 0]);
  deepStrictEqual(nearest([0.15, 0.16]), [1]);
});

Deno.test("nearest() takes all of at least a tenth by clustering", () => {
  deepStrictEqual(nearest([0.1, 0.05, 0.6, 0.25], "clustering"), [2, 3, 0]);
});

const adapters = [1, 3, 50].map((value) => weightsOf({ up: [value] }));

Deno.test("adapterSoup() chooses the near ones, nearest first", () => {
  deepStrictEqual(
    adapterSoup(adapters, { nearness: [0.2, 0.9, 0.1] }),
    [1, 0],
  );
});

Deno.test("adapterSoup() refuses where none is near, or it is not known", () => {
  const refusals = [
    [
      { nearness: [0.1, 0, 0] },
      "the nearest one's similarity is 0.1, expected more than 0.15",
    ],
    [
      { nearness: [0.09, 0, 0], selection: "clustering" },
      "the nearest one's share is 0.09, expected at least 0.1",
    ],
    [{ nearness: [1] }, "it is known how near 1 of them are, expected 3"],
  ] as const;
  for (const [options, why] of refusals) {
    throws(() => adapterSoup(adapters, options), {
      name: "Failure",
      message: `Cannot choose adapters for a soup: ${why}`,
    });
  }
});
