import { deepStrictEqual, throws } from "node:assert/strict";
import { random } from "../../lib/math/random.ts";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { countBoth } from "../../lib/ops/count_both.ts";
import { oneWorkgroup } from "./watch_runs.ts";

/** Sends right (1) and wrong (0) answers. */
const answers = (gpu: Gpu, values: readonly number[]) =>
  gpu.tensor([values.length], Uint32Array.from(values));

Deno.test("countBoth() counts the rows that are right in a group and in the reference", async () => {
  const gpu = await Gpu.open();
  const counts = gpu.zeros([4], { dtype: "u32" });
  const batch = {
    correct: answers(gpu, [1, 1, 1, 0, 0, 0, 1, 0, 1]),
    reference: answers(gpu, [1, 0, 1]),
  };
  countBoth(counts, 1, batch, { groups: 3 });
  deepStrictEqual([...await gpu.readCounts(counts)], [0, 2, 0, 2]);
  countBoth(counts, 1, batch, { groups: 3 });
  deepStrictEqual([...await gpu.readCounts(counts)], [0, 4, 0, 4]);
  gpu.close();
});

Deno.test("countBoth() counts more rows and groups than go through at one time", async () => {
  const gpu = oneWorkgroup(await Gpu.open());
  for (const [groups, rows] of [[70, 300], [1, 70_000]] as const) {
    const { integer } = random(1, "answers");
    const correct = Array.from({ length: groups * rows }, () => integer(2));
    const reference = Array.from({ length: rows }, () => integer(2));
    const counts = gpu.zeros([groups], { dtype: "u32" });
    countBoth(counts, 0, {
      correct: answers(gpu, correct),
      reference: answers(gpu, reference),
    }, { groups });
    const expected = Array.from(
      { length: groups },
      (_, g) =>
        reference.filter((right, r) => right && correct[g * rows + r]).length,
    );
    deepStrictEqual([...await gpu.readCounts(counts)], expected);
  }
  gpu.close();
});

Deno.test("countBoth() refuses slots that are missing and a reference of another size", async () => {
  const gpu = await Gpu.open();
  const counts = gpu.zeros([2], { dtype: "u32" });
  const correct = answers(gpu, [1, 0, 1, 1]);
  throws(
    () => countBoth(counts, 1, { correct, reference: correct }, { groups: 2 }),
    new RangeError(
      "Cannot add to slots 1 to 2: there are 2, expected slots below that",
    ),
  );
  throws(
    () => countBoth(counts, 0, { correct, reference: correct }, { groups: 2 }),
    new RangeError(
      "Cannot use countBoth reference: its shape is [4], expected [2]",
    ),
  );
  gpu.close();
});
