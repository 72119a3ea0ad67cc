import { ok, rejects, strictEqual } from "node:assert/strict";
import { Failure } from "../../lib/io/failure.ts";

/**
 * Asserts that something fails with a message for the user.
 *
 * @param action What should fail.
 * @param message The whole message.
 */
export async function assertInputError(
  action: () => Promise<unknown>,
  message: string,
) {
  await rejects(action, (error) => {
    ok(error instanceof Failure, `${error} is no Failure`);
    strictEqual(error.message, message);
    strictEqual(error.kind, "input");
    return true;
  });
}
