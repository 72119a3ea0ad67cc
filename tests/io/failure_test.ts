import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { exitCodes, Failure, inputError } from "../../lib/io/failure.ts";

Deno.test("inputError() is a failure of input that keeps its cause", () => {
  const cause = new Error("disk");
  const error = inputError('Cannot read "x": it is torn, expected all', cause);
  ok(error instanceof Failure && error instanceof Error);
  strictEqual(error.kind, "input");
  strictEqual(error.message, 'Cannot read "x": it is torn, expected all');
  strictEqual(error.cause, cause);
  strictEqual("cause" in inputError("Cannot read"), false);
});

Deno.test("exitCodes are the documented ones", () => {
  deepStrictEqual(exitCodes, {
    done: 0,
    failure: 1,
    input: 2,
    offline: 3,
    noGpu: 4,
    deviceLost: 5,
    stopped: 75,
    interrupted: 130,
  });
});
