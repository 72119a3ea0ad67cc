import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { firstTokens, sendBatch } from "../../lib/model/batch.ts";
import { rowsAt } from "../../lib/ops/take_rows.ts";
import { smallBatch } from "./small_model.ts";

Deno.test("sendBatch() says where the sequences lie, and keeps the rest", async () => {
  const gpu = await Gpu.open();
  const { sequences, labels } = sendBatch(gpu, smallBatch());
  const { index, ...counts } = sequences;
  deepStrictEqual(counts, { count: 3, tokens: 12, longest: 5 });
  deepStrictEqual([...await gpu.readCounts(index)].slice(0, 4), [0, 4, 7, 12]);
  deepStrictEqual([...labels], [0, 1, 0]);
  gpu.close();
});

Deno.test("firstTokens() chooses the first token of each sequence", async () => {
  const gpu = await Gpu.open();
  const choice = firstTokens(sendBatch(gpu, smallBatch()));
  strictEqual(choice.chosen, 3);
  const rows = [...await gpu.readCounts(choice.index)].slice(rowsAt(choice));
  deepStrictEqual(rows.slice(0, 3), [0, 4, 7]);
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
