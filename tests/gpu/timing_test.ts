import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { startClock } from "../../lib/gpu/timing.ts";
import { step } from "./affine.ts";
import { stampedDevice } from "./stamped_device.ts";

Deno.test("time() does the work, and takes some time for it", async () => {
  const gpu = await Gpu.open();
  const values = gpu.zeros([2 ** 18]);
  const seconds = await gpu.time(() => {
    for (let i = 0; i < 400; i++) step(gpu, values, 1, 1);
  });
  ok(seconds > 0, `400 steps took ${seconds} s`);
  strictEqual((await gpu.read(values))[7], 400);
  gpu.close();
});

Deno.test("time() leaves out what waited before", async () => {
  const gpu = await Gpu.open();
  const values = gpu.zeros([2 ** 18]);
  for (let i = 0; i < 500; i++) step(gpu, values, 1, 1);
  strictEqual(await gpu.time(() => {}), 0);
  strictEqual((await gpu.read(values))[0], 500);
  gpu.close();
});

Deno.test("time() goes on through the pieces that copies cut the work into", async () => {
  const gpu = await Gpu.open();
  const [values, copy] = [gpu.zeros([2 ** 18]), gpu.empty([2 ** 18])];
  const seconds = await gpu.time(() => {
    for (let i = 0; i < 20; i++) {
      step(gpu, values, 1, 1);
      gpu.copy(values, copy);
    }
  });
  ok(seconds > 0, `20 pieces took ${seconds} s`);
  strictEqual((await gpu.read(copy))[7], 20);
  gpu.close();
});

Deno.test("time() throws if there are too many pieces", async () => {
  const gpu = await Gpu.open();
  const [values, copy] = [gpu.zeros([1]), gpu.empty([1])];
  const cut = () => {
    for (let i = 0; i < 2049; i++) {
      step(gpu, values, 1, 1);
      gpu.copy(values, copy);
    }
  };
  await rejects(
    gpu.time(cut),
    new RangeError(
      "Cannot time work: it takes more passes than 2048, expected at most that",
    ),
  );
  await gpu.time(() => step(gpu, values, 1, 1)); // and is still of use
  deepStrictEqual(await gpu.read(values), new Float32Array([2049]));
  gpu.close();
});

Deno.test("a clock adds up the passes, and is NaN if it was set back in one", async () => {
  for (
    const [stamps, seconds] of [
      [[10n, 1_000_000_010n, 5n, 500_000_005n], 1.5], // set back between them
      [[10n, 20n, 500n, 5n], NaN],
    ] as const
  ) {
    const clock = startClock(stampedDevice(() => stamps));
    clock.pass();
    clock.pass();
    strictEqual(await clock.seconds(), seconds);
  }
});

Deno.test("startClock() reads the host's clock where there are no timestamps", async () => {
  await Gpu.open().then((gpu) => gpu.close()); // chooses the back end
  const adapter = await navigator.gpu.requestAdapter();
  const device = await adapter!.requestDevice();
  const clock = startClock(device);
  deepStrictEqual(clock.pass(), {});
  ok(await clock.seconds() > 0);
  device.destroy();
});
