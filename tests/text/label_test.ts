import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { expectedLabel, parseLabel } from "../../lib/text/label.ts";

Deno.test("parseLabel() takes names and indices", () => {
  const labels = ["bad", "good"];
  deepStrictEqual(
    ["bad", "good", "0", "1", 0, 1, false, true].map((cell) =>
      parseLabel(cell, { labels })
    ),
    [0, 1, 0, 1, 0, 1, 0, 1],
  );
});

Deno.test("parseLabel() prefers a name to an index", () => {
  strictEqual(parseLabel("1", { labels: ["1", "0"] }), 0);
  strictEqual(parseLabel(1, { labels: ["1", "0"] }), 0);
});

Deno.test("parseLabel() takes any whole number from 0 when no names are known", () => {
  deepStrictEqual([parseLabel("12"), parseLabel(12)], [12, 12]);
});

Deno.test("parseLabel() takes nothing else", () => {
  const cells = ["ugly", "2", "-1", "", "1.0", " 1", -1, 2, 0.5, NaN, null, []];
  deepStrictEqual(
    cells.map((cell) => parseLabel(cell, { labels: ["bad", "good"] })),
    cells.map(() => undefined),
  );
  deepStrictEqual(["bad", -1, undefined].map((cell) => parseLabel(cell)), [
    undefined,
    undefined,
    undefined,
  ]);
});

Deno.test("expectedLabel() lists names and indices", () => {
  strictEqual(
    expectedLabel({ labels: ["bad", "good"] }),
    "one of bad, good or 0 to 1",
  );
  strictEqual(expectedLabel(), "a whole number from 0");
});

Deno.test("parseLabel() takes nothing but codes where a file has its own", () => {
  const form = { labels: ["world", "sports"], codes: ["1", "2"] };
  deepStrictEqual(
    ["1", 2, "0", "sports", true].map((cell) => parseLabel(cell, form)),
    [0, 1, undefined, undefined, undefined],
  );
  strictEqual(expectedLabel(form), "one of 1, 2");
});
