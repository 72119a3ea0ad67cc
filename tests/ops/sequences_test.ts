import { deepStrictEqual } from "node:assert/strict";
import { sendSequences, sequenceOfAt } from "../../lib/ops/sequences.ts";
import { chooseRows, placesAt, rowsAt } from "../../lib/ops/take_rows.ts";
import { sharedGpu } from "../shared_gpu.ts";

/** Stands for no row at all. */
const NONE = 0xffffffff;

Deno.test("sendSequences() says where sequences start and which one a token is of", async () => {
  const gpu = await sharedGpu();
  const sequences = sendSequences(gpu, Uint32Array.of(0, 4, 7, 12));
  const { index, ...counts } = sequences;
  deepStrictEqual(counts, { count: 3, tokens: 12, longest: 5 });
  const numbers = [...await gpu.readCounts(index)];
  const at = sequenceOfAt(sequences);
  deepStrictEqual(numbers.slice(0, at), [0, 4, 7, 12]);
  deepStrictEqual(numbers.slice(at), [0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 2]);
});

Deno.test("sendSequences() leaves out sequences of no tokens", async () => {
  const gpu = await sharedGpu();
  const { index, ...counts } = sendSequences(gpu, Uint32Array.of(0, 0, 2, 2));
  deepStrictEqual(counts, { count: 3, tokens: 2, longest: 2 });
  deepStrictEqual([...await gpu.readCounts(index)], [0, 0, 2, 2, 1, 1]);
});

Deno.test("sendSequences() takes a batch of nothing", async () => {
  const gpu = await sharedGpu();
  const { index, ...counts } = sendSequences(gpu, Uint32Array.of(0));
  deepStrictEqual(counts, { count: 0, tokens: 0, longest: 0 });
  deepStrictEqual([...await gpu.readCounts(index)], [0]);
});

Deno.test("chooseRows() adds the rows and their places to the index", async () => {
  const gpu = await sharedGpu();
  const offsets = Uint32Array.of(0, 2, 3);
  const choice = chooseRows(gpu, Uint32Array.of(2, 0), offsets);
  const { index, ...counts } = choice;
  deepStrictEqual(counts, { count: 2, tokens: 3, longest: 2, chosen: 2 });
  const numbers = [...await gpu.readCounts(index)];
  deepStrictEqual(numbers.slice(0, rowsAt(choice)), [0, 2, 3, 0, 0, 1]);
  deepStrictEqual(numbers.slice(rowsAt(choice), placesAt(choice)), [2, 0]);
  deepStrictEqual(numbers.slice(placesAt(choice)), [1, NONE, 0]);
});
