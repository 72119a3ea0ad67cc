import { ok, strictEqual } from "node:assert/strict";
import { openDevice } from "../../lib/gpu/device.ts";
import { secondsPerTick } from "../../lib/gpu/tick.ts";
import { startClock } from "../../lib/gpu/timing.ts";
import { stampedDevice } from "./stamped_device.ts";

/** A device whose clock has ticks of so many nanoseconds. */
function ticking(nanoseconds: number): GPUDevice {
  return stampedDevice(() => {
    const now = BigInt(Math.round(1e6 * performance.now() / nanoseconds));
    return [now, now];
  });
}

Deno.test("secondsPerTick() is a nanosecond where ticks are about that", async () => {
  strictEqual(await secondsPerTick(ticking(1)), 1e-9);
  strictEqual(await secondsPerTick(ticking(1.4)), 1e-9);
});

Deno.test("secondsPerTick() measures other ticks by the host's clock", async () => {
  const tick = await secondsPerTick(ticking(80));
  ok(tick > 60e-9 && tick < 100e-9, `${tick} s`);
});

Deno.test("secondsPerTick() takes a tick for a nanosecond if stamps are no times", async () => {
  strictEqual(await secondsPerTick(stampedDevice(() => [0n, 0n])), 1e-9);
  let now = 1000n;
  strictEqual(await secondsPerTick(stampedDevice(() => [--now, now])), 1e-9);
});

Deno.test("secondsPerTick() measures a device once", async () => {
  let reads = 0;
  const device = stampedDevice(() => [BigInt(++reads), 0n]);
  await secondsPerTick(device);
  const once = reads;
  await secondsPerTick(device);
  strictEqual(reads, once);
});

Deno.test("secondsPerTick() of software Vulkan is a nanosecond", async () => {
  const { device, info } = await openDevice();
  if (info.profile === "cpu") strictEqual(await secondsPerTick(device), 1e-9);
  device.destroy();
});

Deno.test("a clock counts in the device's own ticks", async () => {
  const pass = [0n, 12_500_000n];
  let passes = true;
  const device = stampedDevice(() => {
    const now = BigInt(Math.round(1e6 * performance.now() / 80));
    const stamps = passes ? pass : [now, now];
    passes = false;
    return stamps;
  });
  const clock = startClock(device);
  clock.pass();
  const seconds = await clock.seconds();
  ok(seconds > 0.75 && seconds < 1.25, `${seconds} s`);
});
