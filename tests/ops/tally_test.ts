import { deepStrictEqual, throws } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { newTally, readTally, tally } from "../../lib/ops/tally.ts";
import { assertClose, normals } from "../check.ts";
import { oneWorkgroup } from "./watch_runs.ts";

/** Sends losses and counts of right predictions. */
function batch(
  gpu: Gpu,
  losses: readonly number[],
  correct: readonly number[],
) {
  return {
    losses: gpu.tensor([losses.length], Float32Array.from(losses)),
    correct: gpu.tensor([correct.length], Uint32Array.from(correct)),
  };
}

Deno.test("tally() adds batch after batch to its slot", async () => {
  const gpu = await Gpu.open();
  const totals = newTally(gpu, 3);
  tally(totals, 1, batch(gpu, [0.5, 0.25, 2], [1, 0, 1]));
  tally(totals, 1, batch(gpu, [1, 4], [1, 1]));
  tally(totals, 2, batch(gpu, [8], [0]));
  deepStrictEqual(await readTally(totals), [
    { loss: 0, correct: 0 },
    { loss: 7.75, correct: 4 },
    { loss: 8, correct: 0 },
  ]);
  gpu.close();
});

Deno.test("tally() gives each group of rows a slot", async () => {
  const gpu = await Gpu.open();
  const totals = newTally(gpu, 4);
  const six = batch(gpu, [1, 2, 4, 8, 16, 32], [1, 0, 0, 0, 1, 1]);
  tally(totals, 1, six, { groups: 3 });
  tally(totals, 1, six, { groups: 3 });
  deepStrictEqual(await readTally(totals), [
    { loss: 0, correct: 0 },
    { loss: 6, correct: 2 },
    { loss: 24, correct: 0 },
    { loss: 96, correct: 4 },
  ]);
  gpu.close();
});

Deno.test("tally() gives more groups than it has threads a slot each", async () => {
  const gpu = oneWorkgroup(await Gpu.open());
  const totals = newTally(gpu, 300);
  const losses = Array.from({ length: 600 }, (_, i) => i);
  tally(totals, 0, batch(gpu, losses, losses), { groups: 300 });
  deepStrictEqual(
    await readTally(totals),
    Array.from({ length: 300 }, (_, g) => ({
      loss: 4 * g + 1,
      correct: 4 * g + 1,
    })),
  );
  gpu.close();
});

Deno.test("tally() of 100 000 losses is exact, in one batch or many", async () => {
  const gpu = await Gpu.open();
  const losses = normals(100_000, 1).map((x) => Math.abs(x) * 8);
  const exact = losses.reduce((sum, x) => sum + x, 0); // in float64
  const whole = {
    losses: gpu.tensor([losses.length], losses),
    correct: gpu.zeros([losses.length], { dtype: "u32" }),
  };
  const totals = newTally(gpu, 2);
  tally(totals, 0, whole);
  for (let start = 0; start < losses.length; start += 64) {
    const rows = Math.min(64, losses.length - start);
    tally(totals, 1, {
      losses: gpu.view(whole.losses, [rows], start),
      correct: gpu.view(whole.correct, [rows], start),
    });
  }
  const [one, many] = await readTally(totals);
  deepStrictEqual(one, many);
  assertClose([one!.loss / exact], [1], { tolerance: 1e-11, what: "share" });
  gpu.close();
});

Deno.test("tally() says so if a loss was no number, in that slot only", async () => {
  const gpu = await Gpu.open();
  const totals = newTally(gpu, 4);
  const losses = [1, NaN, Infinity, 2, 3, -1e-7, 2 ** 31, 0];
  const correct = losses.map(() => 1);
  tally(totals, 0, batch(gpu, losses, correct), { groups: 4 });
  const sums = (await readTally(totals)).map(({ loss }) => loss);
  deepStrictEqual([sums[0], sums[1], sums[3]], [NaN, NaN, NaN]);
  assertClose([sums[2]!], [3], { tolerance: 1e-7, what: "loss" });
  gpu.close();
});

Deno.test("tally() refuses slots that are missing and groups that differ", async () => {
  const gpu = await Gpu.open();
  const totals = newTally(gpu, 2);
  const three = batch(gpu, [1, 2, 3], [0, 0, 0]);
  throws(
    () => tally(totals, 2, three),
    new RangeError(
      "Cannot add to slots 2 to 2: there are 2, expected slots below that",
    ),
  );
  throws(
    () => tally(totals, 0, three, { groups: 2 }),
    new RangeError(
      "Cannot add up 3 rows: there are 2 groups, expected groups of one size",
    ),
  );
  throws(
    () =>
      tally(totals, 0, {
        ...three,
        correct: gpu.zeros([2], { dtype: "u32" }),
      }),
    new RangeError("Cannot use tally correct: its shape is [2], expected [3]"),
  );
  gpu.close();
});
