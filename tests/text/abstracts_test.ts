import { deepStrictEqual } from "node:assert/strict";
import { readAbstracts } from "../../lib/text/abstracts.ts";
import { assertInputError } from "./input_error.ts";
import { withFile } from "./temporary.ts";

const read = (path: string) => Array.fromAsync(readAbstracts(path));

Deno.test("readAbstracts() yields the sentences with their sections", () =>
  withFile(
    "a.txt",
    "###24293578\nOBJECTIVE\tTo investigate .\nRESULTS\ta\tb\n\n###1\nstudy design\tNone .\n",
    async (path) => {
      deepStrictEqual(await read(path), [
        {
          place: "line 2",
          cells: { label: "OBJECTIVE", text: "To investigate ." },
        },
        { place: "line 3", cells: { label: "RESULTS", text: "a\tb" } },
        { place: "line 6", cells: { label: "study design", text: "None ." } },
      ]);
    },
  ));

Deno.test("readAbstracts() names the line that is no sentence", () =>
  withFile("a.txt", "###1\nMETHODS none\n", (path) =>
    assertInputError(
      () => read(path),
      `Cannot read "${path}": line 2 has no tab, expected ###, a section and its sentence with a tab between, or nothing`,
    )));
