import { deepStrictEqual } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";

/** Held, idle, largest held, largest of both together. */
function sums({ memory }: Gpu): number[] {
  return [memory.held, memory.idle, memory.heldPeak, memory.peak];
}

Deno.test("the account tells memory of tensors from memory that waits", async () => {
  const gpu = await Gpu.open();
  deepStrictEqual(sums(gpu), [0, 0, 0, 0]);
  const kept = gpu.empty([64]); // 256 bytes
  {
    using _ = gpu.scope();
    gpu.empty([256]); // 1024 bytes
    gpu.free(gpu.empty([128])); // 512 bytes
    gpu.empty([128]); // the same memory
    gpu.view(kept, [32]); // no memory of its own
  }
  deepStrictEqual(sums(gpu), [256, 1536, 1792, 1792]);
  gpu.empty([512]); // 2048 bytes, while 1536 wait
  deepStrictEqual(sums(gpu), [2304, 1536, 2304, 3840]);
  gpu.close();
});

Deno.test("forgetPeaks() counts the peaks from what there is", async () => {
  const gpu = await Gpu.open();
  gpu.empty([64]);
  gpu.free(gpu.empty([256]));
  gpu.memory.forgetPeaks();
  deepStrictEqual(sums(gpu), [256, 1024, 256, 1280]);
  gpu.empty([256]);
  deepStrictEqual(sums(gpu), [1280, 0, 1280, 1280]);
  gpu.close();
});
