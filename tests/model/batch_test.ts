import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { sendBatch } from "../../lib/model/batch.ts";
import { smallBatch } from "./small_model.ts";

Deno.test("sendBatch() says where sequences start and which one a token is of", async () => {
  const gpu = await Gpu.open();
  const { starts, sequenceOf, longest, labels } = sendBatch(gpu, smallBatch());
  deepStrictEqual([...await gpu.readCounts(starts)], [0, 4, 7, 12]);
  deepStrictEqual(
    [...await gpu.readCounts(sequenceOf)],
    [0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 2],
  );
  strictEqual(longest, 5);
  deepStrictEqual([...labels], [0, 1, 0]);
  gpu.close();
});

Deno.test("sendBatch() draws a key for each place that drops, in training only", async () => {
  const gpu = await Gpu.open();
  let key = 10;
  const noisy = sendBatch(gpu, smallBatch(), () => ++key);
  deepStrictEqual(noisy.drop(0.1), { rate: 0.1, key: 11 });
  strictEqual(noisy.drop(0), undefined);
  deepStrictEqual(noisy.drop(0.2), { rate: 0.2, key: 12 });
  strictEqual(sendBatch(gpu, smallBatch()).drop(0.1), undefined);
  gpu.close();
});
