import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { withLock } from "../../../lib/io/hub/with_lock.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

Deno.test("withLock() lets one work after another", async () => {
  await inTemporaryFolder(async (folder) => {
    const events: string[] = [];
    const work = (name: string) =>
      withLock(`${folder}/a.lock`, async () => {
        events.push(`${name} starts`);
        await new Promise((wake) => setTimeout(wake, 10));
        events.push(`${name} ends`);
        return name;
      });
    const names = await Promise.all([work("a"), work("b")]);
    deepStrictEqual(names, ["a", "b"]);
    const [first, , second] = events.map((event) => event[0]);
    strictEqual(first === second, false);
    deepStrictEqual(events, [
      `${first} starts`,
      `${first} ends`,
      `${second} starts`,
      `${second} ends`,
    ]);
  });
});

Deno.test("withLock() lets go when the work fails", async () => {
  await inTemporaryFolder(async (folder) => {
    const path = `${folder}/a.lock`;
    await rejects(withLock(path, () => Promise.reject(new Error("no"))));
    strictEqual(await withLock(path, () => Promise.resolve(7)), 7);
  });
});
