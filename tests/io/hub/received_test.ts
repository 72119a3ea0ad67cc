import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { received } from "../../../lib/io/hub/received.ts";
import { Stall } from "../../../lib/io/hub/stall.ts";
import { PlayedAlarm } from "./played_alarm.ts";

/** How often any {@linkcode CountingStall} was told that something came. */
let touches = 0;

class CountingStall extends Stall {
  override touch() {
    touches++;
    super.touch();
  }
}

/** A body of the pieces 1, 2 and 3, which says when it is cancelled. */
function threePieces(cancelled: () => void) {
  const pieces = [1, 2, 3];
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      const piece = pieces.shift();
      if (piece === undefined) controller.close();
      else controller.enqueue(new Uint8Array([piece]));
    },
    cancel: cancelled,
  }, { highWaterMark: 0 });
}

Deno.test("received() tells the watch of every piece", async () => {
  using stall = new CountingStall(new PlayedAlarm());
  touches = 0;
  const response = new Response(threePieces(() => {}));
  const values = [];
  for await (const [value] of received(response, { stall, about: "it" })) {
    values.push(value);
  }
  deepStrictEqual(values, [1, 2, 3]);
  strictEqual(touches, 3);
});

Deno.test("received() ends the connection with a loop that ends early", async () => {
  using stall = new Stall(new PlayedAlarm());
  let cancelled = false;
  const response = new Response(threePieces(() => cancelled = true));
  for await (const [value] of received(response, { stall, about: "it" })) {
    if (value === 2) break;
  }
  strictEqual(cancelled, true);
});

Deno.test("received() of an answer without a body is nothing", async () => {
  using stall = new Stall(new PlayedAlarm());
  const pieces = received(new Response(null), { stall, about: "it" });
  deepStrictEqual(await Array.fromAsync(pieces), []);
});
