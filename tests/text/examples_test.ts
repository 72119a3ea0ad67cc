import { deepStrictEqual } from "node:assert/strict";
import { type ExampleForm, toExamples } from "../../lib/text/examples.ts";
import type { Row } from "../../lib/text/row.ts";
import { assertInputError } from "./input_error.ts";

async function* rows(...cells: Row["cells"][]): AsyncGenerator<Row> {
  for (const [i, one] of cells.entries()) {
    yield await Promise.resolve({ place: `line ${i + 2}`, cells: one });
  }
}

const read = (form: ExampleForm, ...cells: Row["cells"][]) =>
  Array.fromAsync(toExamples(rows(...cells), "a.csv", form));

const columns = { text: "premise", pair: "hypothesis", label: "gold_label" };

Deno.test("toExamples() takes the columns that it is told", async () => {
  const row = { text: "no", premise: "a", hypothesis: "b", gold_label: "yes" };
  deepStrictEqual(await read({ columns, labels: ["no", "yes"] }, row), [
    { text: "a", pair: "b", label: 1 },
  ]);
});

Deno.test("toExamples() throws if one of those is missing", () =>
  assertInputError(
    () => read({ columns }, { premise: "a", label: 1 }),
    'Cannot read "a.csv": its columns are premise, label, expected premise, hypothesis, gold_label among them',
  ));

Deno.test("toExamples() takes nothing but codes where there are some", async () => {
  const codes = ["1", "2"];
  deepStrictEqual(await read({ codes }, { text: "a", label: "2" }), [
    { text: "a", label: 1 },
  ]);
  await assertInputError(
    () => read({ codes }, { text: "a", label: 1 }, { text: "b", label: 0 }),
    'Cannot read "a.csv": line 3 has label 0, expected one of 1, 2',
  );
});
