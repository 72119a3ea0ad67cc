import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { scattered } from "../../bench/numbers.ts";
import { Peers } from "../../bench/peers.ts";

const TASK = { task: "fsd", adapters: 3, weights: 1000 } as const;

/** Whether a Python with numpy is at hand. */
const numpy = await new Deno.Command("python3", {
  args: ["-c", "import numpy"],
  stdout: "null",
  stderr: "null",
}).output().then(({ success }) => success, () => false);

Deno.test("peers that are not wanted are not started", async () => {
  const peers = new Peers({ python: "/no/such/python", wanted: false });
  strictEqual(await peers.prepare("numpy", TASK), undefined);
  await peers.close();
});

Deno.test("a peer that cannot be started is left out", async () => {
  const peers = new Peers({ python: "/no/such/python", wanted: true });
  strictEqual(await peers.prepare("numpy", TASK), undefined);
  await peers.close();
});

Deno.test({
  name: "numpy makes the same numbers and counts their signs (needs numpy)",
  ignore: !numpy,
  async fn() {
    const peers = new Peers({ python: "python3", wanted: true });
    const rows = [0, 1, 2].map((seed) => scattered(TASK.weights, seed));
    const opposite = (a: number, b: number) =>
      rows[a]!.filter((v, i) => v * rows[b]![i]! < 0).length;
    const expected = [opposite(0, 1), opposite(0, 2), opposite(1, 2)];
    for (const task of ["fsd", "fsd_bits"] as const) {
      const prepared = await peers.prepare("numpy", { ...TASK, task });
      deepStrictEqual(prepared?.result, expected);
    }
    const sizes = { rows: 1, ins: 1, outs: 1, places: [0] };
    const unknown = await peers.prepare("numpy", { task: "matmul", ...sizes });
    strictEqual(unknown, undefined); // it says so, and lives on
    const again = await peers.prepare("numpy", TASK);
    deepStrictEqual(again?.result, expected);
    await peers.close();
  },
});
