import { Failure } from "../failure.ts";
import { Transient } from "./retry.ts";
import type { Stall } from "./stall.ts";

/**
 * The bytes of an answer as they come.
 *
 * A loop over them that ends early also ends the connection.
 *
 * @param response The answer.
 * @param options `stall`: watches over the connection; `about`: what the bytes
 * are of, as an error names it.
 * @throws {Transient} If the connection breaks or falls silent.
 */
export async function* received(
  { body, url }: Response,
  { stall, about }: { stall: Stall; about: string },
): AsyncGenerator<Uint8Array> {
  if (!body) return;
  const reader = body.getReader();
  try {
    for (;;) {
      const { value, done } = await reader.read().catch((cause) => {
        throw connectionCut(about, new URL(url).host, cause);
      });
      if (done) return;
      stall.touch();
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {}); // it may have ended by itself
  }
}

/**
 * A connection that ended before everything had come.
 *
 * @param about What was to come, as an error names it.
 * @param host Who was to send it.
 * @param cause What the network said, if anything.
 */
export function connectionCut(
  about: string,
  host: string,
  cause?: unknown,
): Transient {
  return new Transient(
    new Failure(
      "failure",
      `Cannot fetch ${about}: the connection to ${host} broke off, expected all of it`,
      { cause },
    ),
  );
}
