import { ok, strictEqual } from "node:assert/strict";
import { barLine, plainLine } from "../../lib/io/progress_line.ts";

const HALF = {
  label: "train sentiment",
  done: 450,
  before: 0,
  total: 1000,
  unit: "steps",
  seconds: 36,
  note: "loss 0.31",
};

Deno.test("plainLine() says share, count, rate, time left and note", () => {
  strictEqual(
    plainLine(HALF),
    "train sentiment  45 %  450/1000 steps  12.5 steps/s  0:44 left  loss 0.31",
  );
});

Deno.test("plainLine() at the start knows no rate", () => {
  strictEqual(
    plainLine({ ...HALF, done: 0, seconds: 0, note: "" }),
    "train sentiment   0 %  0/1000 steps",
  );
});

Deno.test("plainLine() at the end says how long it took", () => {
  strictEqual(
    plainLine({ ...HALF, done: 1000, seconds: 3723, note: "" }),
    "train sentiment 100 %  1000/1000 steps  0.269 steps/s  took 1:02:03",
  );
});

Deno.test("plainLine() leaves units of an earlier run out of the rate", () => {
  strictEqual(
    plainLine({ ...HALF, before: 440, seconds: 10, note: "" }),
    "train sentiment  45 %  450/1000 steps  1.00 steps/s  9:10 left",
  );
});

Deno.test("plainLine() of nothing to do, or too much done, is 100 %", () => {
  const none = { ...HALF, done: 0, total: 0, unit: "", seconds: 0, note: "" };
  strictEqual(plainLine(none), "train sentiment 100 %  0/0");
  ok(plainLine({ ...none, done: 3, total: 2 }).includes("100 %  3/2"));
});

Deno.test("barLine() draws the share", () => {
  strictEqual(
    barLine({ ...HALF, note: "" }, 120),
    "train sentiment [##########--------------]  45 %  450/1000 steps  12.5 steps/s  0:44 left",
  );
  ok(barLine({ ...HALF, done: 1000 }, 120).includes(`[${"#".repeat(24)}]`));
  ok(barLine({ ...HALF, done: 999 }, 120).includes(`[${"#".repeat(23)}-]`));
});

Deno.test("barLine() is narrower than the terminal, without its note if need be", () => {
  const bare = { ...HALF, note: "" };
  const words = plainLine(bare);
  for (let columns = words.length + 1; columns < 120; columns++) {
    const line = barLine(HALF, columns);
    ok(line.length < columns, `${columns} columns`);
    if (columns > words.length + 10) ok(line.includes("["), `${columns}`);
  }
  strictEqual(
    barLine(HALF, words.length + 12),
    barLine(bare, words.length + 12),
  );
  strictEqual(barLine(HALF, 10), words);
});
