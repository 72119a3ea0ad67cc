import { deepStrictEqual } from "node:assert/strict";
import { chooseMixable } from "../../../lib/mix/advice/choose_mixable.ts";

/** 0, 1 and 3 agree; 2 conflicts with all; 4 agrees with everyone. */
const CONFLICT = [
  [0.0, 0.2, 0.5, 0.3, 0.0],
  [0.2, 0.0, 0.5, 0.1, 0.0],
  [0.5, 0.5, 0.0, 0.5, 0.0],
  [0.3, 0.1, 0.5, 0.0, 0.0],
  [0.0, 0.0, 0.0, 0.0, 0.0],
];

Deno.test("chooseMixable() grows the best pair as long as all stay within the bound", () => {
  deepStrictEqual(chooseMixable(CONFLICT, 0.25, [4]), {
    chosen: [1, 3, 0],
    left: [2, 4],
    nearest: [1, 3],
  });
  deepStrictEqual(chooseMixable(CONFLICT, 0.2, [4]), {
    chosen: [1, 3],
    left: [0, 2, 4],
    nearest: [1, 3],
  });
});

Deno.test("chooseMixable() chooses none where no pair is within the bound", () => {
  deepStrictEqual(chooseMixable(CONFLICT, 0.05, [4]), {
    chosen: [],
    left: [0, 1, 2, 3, 4],
    nearest: [1, 3],
  });
  deepStrictEqual(chooseMixable([[0]], 1), { chosen: [], left: [0] });
});
