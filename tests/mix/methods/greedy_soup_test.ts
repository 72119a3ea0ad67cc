import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import type { Weights } from "../../../lib/io/safetensors.ts";
import { Gpu } from "../../../lib/gpu/gpu.ts";
import { greedySoup } from "../../../lib/mix/methods/greedy_soup.ts";
import { weightsOf } from "../made_adapter.ts";

/** The better the nearer to 2. */
function judge(weights: Weights): Promise<number> {
  return Promise.resolve(1 - Math.abs(weights.get("up")!.data[0]! - 2) / 10);
}

/** The soup of adapters of one weight each. */
async function soupOf(numbers: readonly number[]): Promise<number> {
  const gpu = await Gpu.open();
  const adapters = numbers.map((value) => weightsOf({ up: [value] }));
  const soup = await greedySoup(gpu, adapters, { judge });
  gpu.close();
  return soup.get("up")!.data[0]!;
}

Deno.test("greedySoup() adds the best first, and leaves out what harms", async () => {
  strictEqual(await soupOf([-6, 3, 1]), 2);
  strictEqual(await soupOf([1, -6, 3]), 2);
});

Deno.test("greedySoup() keeps what does neither good nor harm", async () => {
  // 1 is the best; with 5 the mean is 3, as good; with 5 again, 11/3, worse.
  strictEqual(await soupOf([5, 1, 5]), 3);
});

Deno.test("greedySoup() of one adapter is that adapter", async () => {
  strictEqual(await soupOf([-7]), -7);
});

Deno.test("greedySoup() asks once for each adapter and once for each trial", async () => {
  const gpu = await Gpu.open();
  const asked: number[] = [];
  await greedySoup(gpu, [4, 3, 1].map((v) => weightsOf({ up: [v] })), {
    judge(weights) {
      asked.push(weights.get("up")!.data[0]!);
      return judge(weights);
    },
  });
  deepStrictEqual(asked, [4, 3, 1, 2, 8 / 3].map(Math.fround));
  gpu.close();
});

Deno.test("greedySoup() refuses to choose without a judge", async () => {
  const gpu = await Gpu.open();
  await rejects(greedySoup(gpu, [weightsOf({ up: [1] })], {}), {
    name: "Failure",
    message:
      "Cannot choose adapters for a soup: nothing judges them, expected validation data",
  });
  gpu.close();
});
