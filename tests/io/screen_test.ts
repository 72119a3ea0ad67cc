import { strictEqual } from "node:assert/strict";
import { Screen } from "../../lib/io/screen.ts";

/** A screen of 20 letters a line that keeps what is written. */
function open() {
  const written = { text: "" };
  const screen = new Screen({
    terminal: true,
    columns: () => 20,
    write: (text) => written.text += text,
  });
  return { screen, written };
}

Deno.test("log() without a bar writes plain lines", () => {
  const { screen, written } = open();
  screen.log("one");
  screen.log("two");
  strictEqual(written.text, "one\ntwo\n");
});

Deno.test("draw() replaces the bar before it", () => {
  const { screen, written } = open();
  screen.draw("1 %");
  screen.draw("2 %");
  strictEqual(written.text, "1 %\r\x1b[K2 %");
});

Deno.test("log() writes above the bar", () => {
  const { screen, written } = open();
  screen.draw("1 %");
  screen.log("saved");
  strictEqual(written.text, "1 %\r\x1b[Ksaved\n1 %");
});

Deno.test("draw() cuts the bar before the terminal would wrap it", () => {
  const { screen, written } = open();
  screen.draw("x".repeat(30));
  strictEqual(written.text, "x".repeat(19));
});

Deno.test("keep() leaves the bar and starts a new line", () => {
  const { screen, written } = open();
  screen.keep();
  screen.draw("100 %");
  screen.keep();
  screen.keep();
  screen.log("next");
  strictEqual(written.text, "100 %\nnext\n");
});
