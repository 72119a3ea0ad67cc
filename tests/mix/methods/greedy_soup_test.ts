import { deepStrictEqual, rejects } from "node:assert/strict";
import type { Weights } from "../../../lib/io/safetensors.ts";
import { Gpu } from "../../../lib/gpu/gpu.ts";
import { greedySoup } from "../../../lib/mix/methods/greedy_soup.ts";
import { weightsOf } from "../made_adapter.ts";

/** The better the nearer to 2. */
function judge(weights: Weights): Promise<number> {
  return Promise.resolve(1 - Math.abs(weights.get("up")!.data[0]! - 2) / 10);
}

/** What is chosen of adapters of one weight each. */
async function chosenOf(numbers: readonly number[]) {
  const gpu = await Gpu.open();
  const adapters = numbers.map((value) => weightsOf({ up: [value] }));
  const chosen = await greedySoup(gpu, adapters, { judge });
  gpu.close();
  return chosen;
}

Deno.test("greedySoup() adds the best first, and leaves out what harms", async () => {
  deepStrictEqual(await chosenOf([-6, 3, 1]), [1, 2]);
  deepStrictEqual(await chosenOf([1, -6, 3.5]), [0, 2]);
});

Deno.test("greedySoup() keeps what does neither good nor harm", async () => {
  // 1 is the best; with 5 the mean is 3, as good; with 5 again, 11/3, worse.
  deepStrictEqual(await chosenOf([5, 1, 5]), [1, 0]);
});

Deno.test("greedySoup() of one adapter is that adapter", async () => {
  deepStrictEqual(await chosenOf([-7]), [0]);
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

Deno.test("greedySoup() asks nothing of adapters of other tensors", async () => {
  const gpu = await Gpu.open();
  const adapters = [weightsOf({ up: [1] }), weightsOf({ down: [1] })];
  const judge = () => Promise.reject(new Error("it was asked"));
  await rejects(greedySoup(gpu, adapters, { judge }), {
    name: "Failure",
    message:
      'Cannot match adapters: adapter 1 has no tensor "down", expected one as in adapter 2',
  });
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
