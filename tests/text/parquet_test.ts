import { deepStrictEqual } from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { readParquet } from "../../lib/text/parquet.ts";
import { assertInputError } from "./input_error.ts";
import { withFile } from "./temporary.ts";

const FIXTURES = fileURLToPath(new URL("fixtures/", import.meta.url));

const read = (path: string) => Array.fromAsync(readParquet(path));

for (const name of ["examples", "zstd"]) {
  Deno.test(`readParquet() reads texts, nulls and 64-bit labels of ${name}`, async () => {
    deepStrictEqual(await read(`${FIXTURES}${name}.parquet`), [
      {
        place: "row 1",
        cells: { text: "what a film", text_pair: "one of a kind", label: 1 },
      },
      {
        place: "row 2",
        cells: { text: "so dull", text_pair: null, label: 0 },
      },
    ]);
  });
}

Deno.test("readParquet() throws if the file is something else", () =>
  withFile("a.parquet", "text,label\n", (path) =>
    assertInputError(
      () => read(path),
      `Cannot read "${path}": its bytes are not Parquet, expected a Parquet file`,
    )));

Deno.test("readParquet() throws if the file is missing", () =>
  assertInputError(
    () => read("missing.parquet"),
    'Cannot read "missing.parquet": there is no such file, expected a Parquet file',
  ));

Deno.test("readParquet() counts rows on from one row group to the next", async () => {
  deepStrictEqual(
    (await read(`${FIXTURES}groups.parquet`)).map(({ place, cells }) => [
      place,
      cells.text,
      cells.label,
    ]),
    [0, 1, 2, 3, 4].map((i) => [`row ${i + 1}`, `text ${i}`, i % 2]),
  );
});
