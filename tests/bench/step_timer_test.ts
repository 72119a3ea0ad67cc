import { ok, strictEqual } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { type Bout, drawBout } from "../../bench/step_bout.ts";
import { firstLosses, stepTimer } from "../../bench/step_timer.ts";

/** Memory of a step and its first losses, for a bout of 32 sequences of 64 tokens. */
async function stepOf(change: Partial<Bout>) {
  const gpu = await Gpu.open();
  const timer = stepTimer(gpu, { ...drawBout(), ...change });
  gpu.memory.forgetPeaks();
  const before = gpu.memory.held;
  const losses = await firstLosses(timer, 2);
  const bytes = gpu.memory.heldPeak - before;
  gpu.close();
  return { bytes, losses };
}

Deno.test("a step's memory follows the token budget or the batch, whichever is smaller", async () => {
  const { settings } = drawBout();
  const whole = await stepOf({});
  const budgeted = await stepOf({ tokenBudget: 512 });
  const accumulated = await stepOf({
    settings: { ...settings, batchSize: 8, accumulation: 4 },
  });
  strictEqual(budgeted.bytes, accumulated.bytes);
  ok(whole.bytes > 3.5 * budgeted.bytes, `${whole.bytes}, ${budgeted.bytes}`);
  for (const { losses } of [budgeted, accumulated]) {
    losses.forEach((loss, i) => {
      ok(Math.abs(loss - whole.losses[i]!) < 1e-5, `${loss} of step ${i + 1}`);
    });
  }
});
