import { strictEqual } from "node:assert/strict";
import { nearest } from "../../lib/io/nearest.ts";

const FLAGS = ["--learning-rate", "--seed", "--max-steps", "--model"];

Deno.test("nearest() finds the name with the fewest letters to change", () => {
  strictEqual(nearest("--lerning-rate", FLAGS), "--learning-rate");
  strictEqual(nearest("--sead", FLAGS), "--seed");
  strictEqual(nearest("--model", FLAGS), "--model");
  strictEqual(nearest("--max_steps", FLAGS), "--max-steps");
});

Deno.test("nearest() of something else altogether is undefined", () => {
  strictEqual(nearest("--threads", FLAGS), undefined);
  strictEqual(nearest("x", []), undefined);
});

Deno.test("nearest() takes the first of two that are as near", () => {
  strictEqual(nearest("cat", ["bat", "hat"]), "bat");
});
