import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { Failure } from "../../../lib/io/failure.ts";
import {
  retry,
  Transient,
  type TransientOptions,
} from "../../../lib/io/hub/retry.ts";

/** Fails in these ways, one after another, and then returns 7. */
function failing(ways: TransientOptions[]) {
  const pauses: number[] = [];
  const failure = new Failure("failure", "Cannot");
  const clock = {
    sleep: (milliseconds: number) =>
      Promise.resolve(void pauses.push(milliseconds)),
  };
  const result = retry(clock, () => {
    const way = ways.shift();
    if (way) throw new Transient(failure, way);
    return Promise.resolve(7);
  });
  return { result, pauses, failure };
}

Deno.test("retry() pauses twice as long after each failure", async () => {
  const { result, pauses } = failing([{}, {}, {}]);
  strictEqual(await result, 7);
  deepStrictEqual(pauses, [1000, 2000, 4000]);
});

Deno.test("retry() gives up after four failures", async () => {
  const { result, pauses, failure } = failing([{}, {}, {}, {}]);
  await rejects(result, failure);
  strictEqual(pauses.length, 3);
});

Deno.test("retry() counts anew after a try that got further", async () => {
  const further = { progressed: true };
  const { result, pauses } = failing([{}, {}, {}, further, {}, {}]);
  strictEqual(await result, 7);
  deepStrictEqual(pauses, [1000, 2000, 4000, 1000, 2000, 4000]);
});

Deno.test("retry() waits as long as the server asks, within two minutes", async () => {
  const { result, pauses } = failing([{ wait: 0 }, { wait: 120_000 }]);
  strictEqual(await result, 7);
  deepStrictEqual(pauses, [0, 120_000]);
  const long = failing([{ wait: 120_001 }]);
  await rejects(long.result, long.failure);
  deepStrictEqual(long.pauses, []);
});

Deno.test("retry() does not try again what cannot get better", async () => {
  let tries = 0;
  const clock = { sleep: () => Promise.resolve() };
  await rejects(
    retry(clock, () => Promise.reject(new Error(`${++tries}`))),
    new Error("1"),
  );
});
