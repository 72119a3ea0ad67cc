import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { progress } from "../../lib/io/progress.ts";
import { Screen } from "../../lib/io/screen.ts";

/** A screen that keeps what is written, and a clock that is set by hand. */
function open({ bar }: { bar: boolean }) {
  const lines: string[] = [];
  const clock = { time: 5000 };
  const screen = new Screen({
    terminal: bar,
    columns: () => 100,
    write: (text) => lines.push(text),
  });
  const options = { unit: "steps", screen, bar, now: () => clock.time };
  return { lines, clock, options };
}

Deno.test("progress() without a terminal writes a line every ten seconds and one at the end", () => {
  const { lines, clock, options } = open({ bar: false });
  const task = progress("train", 300, options);
  for (let step = 0; step < 300; step++) {
    clock.time += 100;
    task.advance(1, `loss ${step}`);
  }
  task.done("saved");
  deepStrictEqual(lines, [
    "train  33 %  100/300 steps  10.0 steps/s  0:20 left  loss 99\n",
    "train  66 %  200/300 steps  10.0 steps/s  0:10 left  loss 199\n",
    "train 100 %  300/300 steps  10.0 steps/s  took 0:30  loss 299\n",
    "train 100 %  300/300 steps  10.0 steps/s  took 0:30  saved\n",
  ]);
});

Deno.test("progress() on a terminal redraws at most ten times a second", () => {
  const { lines, clock, options } = open({ bar: true });
  const task = progress("train", 1000, options);
  for (let step = 0; step < 1000; step++) {
    clock.time += 1;
    task.advance();
  }
  strictEqual(lines.length, 1 + 10); // one at the start
  strictEqual(lines.every((line) => !line.includes("\n")), true);
  task.done();
  strictEqual(lines.at(-1), "\n");
  strictEqual(
    lines.at(-2),
    "\r\x1b[Ktrain [########################] 100 %  1000/1000 steps  1000 steps/s  took 0:01",
  );
});

Deno.test("progress() counts what an earlier run did, and keeps the last note", () => {
  const { lines, clock, options } = open({ bar: false });
  const task = progress("mix", 10, { ...options, before: 4 });
  clock.time += 2000;
  task.advance(2, "k 3");
  task.done();
  deepStrictEqual(lines, [
    "mix  60 %  6/10 steps  1.00 steps/s  0:04 left  k 3\n",
  ]);
});
