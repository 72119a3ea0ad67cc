import { deepStrictEqual, throws } from "node:assert/strict";
import { ownPlaces } from "../../data/own_places.ts";
import { inputError } from "../../lib/io/failure.ts";

Deno.test("ownPlaces() has one place for each adapter, or none", () => {
  deepStrictEqual(ownPlaces(2, undefined), [undefined, undefined]);
  deepStrictEqual(ownPlaces(2, ["a", "a"]), ["a", "a"]);
  throws(
    () => ownPlaces(3, ["a", "b"]),
    inputError(
      "Cannot find what the adapters were trained on: --own-datasets names 2, expected 3, one for each adapter",
    ),
  );
});
