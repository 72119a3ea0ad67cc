import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { startClock } from "../../lib/gpu/timing.ts";
import { step } from "./affine.ts";
import { stampedDevice } from "./stamped_device.ts";

Deno.test("time() does the work, and no less work in no less time", async () => {
  const gpu = await Gpu.open();
  const values = gpu.zeros([2 ** 18]);
  const repeat = (count: number) => () => {
    for (let i = 0; i < count; i++) step(gpu, values, 1, 1);
  };
  await gpu.time(repeat(1)); // compiles
  const [some, more] = [await gpu.time(repeat(4)), await gpu.time(repeat(400))];
  ok(some > 0, `4 repetitions took ${some} s`);
  ok(more > 4 * some, `4 repetitions took ${some} s, 400 took ${more} s`);
  strictEqual((await gpu.read(values))[7], 405);
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

Deno.test("time() adds up the pieces that copies cut the work into", async () => {
  const gpu = await Gpu.open();
  const [values, copy] = [gpu.zeros([2 ** 18]), gpu.empty([2 ** 18])];
  const cut = () => {
    for (let i = 0; i < 20; i++) {
      step(gpu, values, 1, 1);
      gpu.copy(values, copy);
    }
  };
  await gpu.time(cut);
  const one = await gpu.time(() => step(gpu, values, 1, 1));
  const all = await gpu.time(cut);
  ok(all > 2 * one, `1 piece took ${one} s, 20 took ${all} s`);
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
