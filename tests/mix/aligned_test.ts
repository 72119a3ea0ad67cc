import { deepStrictEqual, throws } from "node:assert/strict";
import { aligned } from "../../lib/mix/aligned.ts";
import { weightsOf } from "./made_adapter.ts";

const first = weightsOf({ b: [1, 2], a: [3] });

Deno.test("aligned() sorts the names that adapters share", () => {
  const second = weightsOf({ a: [0], b: [0, 0] });
  deepStrictEqual(aligned([first, second]), [["a", [1]], ["b", [2]]]);
});

Deno.test("aligned() says which adapter lacks a tensor", () => {
  throws(() => aligned([first, first, weightsOf({ a: [0] })]), {
    name: "Failure",
    kind: "input",
    message:
      'Cannot match adapters: adapter 3 has no tensor "b", expected one as in adapter 1',
  });
  throws(() => aligned([first, weightsOf({ a: [0], b: [0, 0], c: [0] })]), {
    message:
      'Cannot match adapters: adapter 1 has no tensor "c", expected one as in adapter 2',
  });
});

Deno.test("aligned() says which tensor has another shape", () => {
  throws(() => aligned([first, weightsOf({ a: [0], b: [0, 0, 0] })]), {
    message:
      'Cannot match adapters: tensor "b" has shape [3] in adapter 2, expected [2] as in adapter 1',
  });
});

Deno.test("aligned() refuses an empty list", () => {
  throws(() => aligned([]), {
    message: "Cannot match adapters: there are 0, expected at least 1",
  });
});
