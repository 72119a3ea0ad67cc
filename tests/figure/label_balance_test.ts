import { deepStrictEqual, throws } from "node:assert/strict";
import { labelBalance } from "../../lib/figure/label_balance.ts";
import { compiled } from "./compiled.ts";

Deno.test("labelBalance() puts classes end to end, named where there is room", () => {
  const [values] = compiled(labelBalance([
    { dataset: "wiki", label: "clean", value: 0.9 },
    { dataset: "wiki", label: "toxic", value: 0.1 },
    { dataset: "rct", label: "a long name of a class", value: 0.12 },
    { dataset: "rct", label: "background", value: 0.01 },
    { dataset: "rct", label: "other", value: 0.87 },
  ], "Classes"));
  deepStrictEqual(
    values?.map(({ dataset, from, to, name }) => [dataset, from, to, name]),
    [
      ["wiki", 0, 90, "clean"],
      ["wiki", 90, 100, "toxic"],
      ["rct", 0, 12, "a long nam…"],
      ["rct", 12, 13, ""],
      ["rct", 13, 100, "other"],
    ],
  );
});

Deno.test("labelBalance() refuses to draw nothing", () => {
  throws(
    () => labelBalance([], "Classes"),
    new RangeError("Cannot draw classes: 0 rows, expected some"),
  );
});
