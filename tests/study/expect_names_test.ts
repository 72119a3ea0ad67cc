import { throws } from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import { expectNames } from "../../lib/study/expect_names.ts";

Deno.test("expectNames() takes different names", () => {
  expectNames([]);
  expectNames(["sst2", "rct_nicta", "my data", "results/a"]);
});

Deno.test("expectNames() refuses names that a mixture's could be taken for", () => {
  for (const [name, joint] of [["a+b", "+"], ["a|b", "|"]] as const) {
    throws(
      () => expectNames(["a", "b", name]),
      inputError(
        `Cannot name mixtures of "${name}": the name has a "${joint}", which joins names in rows, expected a name without`,
      ),
    );
  }
});

Deno.test("expectNames() refuses the name of all targets together", () => {
  throws(
    () => expectNames(["a", "all"]),
    inputError(
      'Cannot name mixtures of "all": rows call all targets together so, expected another name',
    ),
  );
});

Deno.test("expectNames() refuses a name that is there twice", () => {
  throws(
    () => expectNames(["a", "b", "a"]),
    inputError(
      'Cannot name mixtures of "a": it is there twice, expected different ones',
    ),
  );
});
