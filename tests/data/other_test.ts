import { deepStrictEqual } from "node:assert/strict";
import { other } from "../../data/domains/other.ts";
import { random } from "../../lib/math/random.ts";

Deno.test("other() picks all items but the given one", () => {
  const stream = random(1, "test");
  const picked = new Set(
    Array.from({ length: 60 }, () => other(["a", "b", "c"], "b", stream)),
  );
  deepStrictEqual([...picked].toSorted(), ["a", "c"]);
});
