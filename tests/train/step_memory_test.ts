import { ok, strictEqual } from "node:assert/strict";
import { random } from "../../lib/math/random.ts";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { adapterWrapper, drawAdapter } from "../../lib/adapter/adapter.ts";
import { kinds } from "../../lib/adapter/kinds.ts";
import { sendBatch } from "../../lib/model/batch.ts";
import { classifier } from "../../lib/model/classifier.ts";
import { parseConfig } from "../../lib/model/config.ts";
import { drawEncoder } from "../../lib/model/draw.ts";
import { adapterHubHead, drawHead } from "../../lib/model/head.ts";
import { firstOf, frozen } from "../../lib/model/params.ts";
import { pack } from "../../lib/text/batches.ts";
import { classification } from "../../lib/train/objective.ts";
import { trainables } from "../../lib/train/trainables.ts";

const [TOKENS, HIDDEN, INNER, HEADS, WIDTH] = [64, 64, 256, 4, 16];

/** Bytes that tensors take at most in a training step with dropout. */
async function stepBytes(blocks: number): Promise<number> {
  const gpu = await Gpu.open();
  const config = parseConfig({
    model_type: "bert",
    vocab_size: 32,
    hidden_size: HIDDEN,
    num_hidden_layers: blocks,
    num_attention_heads: HEADS,
    intermediate_size: INNER,
    max_position_embeddings: 16,
    type_vocab_size: 1,
  }, "a test");
  const stream = random(1, "test");
  const adapter = kinds.pfeiffer({ hidden: HIDDEN, width: WIDTH });
  const head = adapterHubHead(["0", "1"]);
  const trained = trainables(
    gpu,
    new Map([
      ...drawAdapter(adapter, config, stream),
      ...drawHead(head, config, stream),
    ]),
  );
  const fixed = frozen(gpu, drawEncoder(config, stream), "a test");
  const params = firstOf(trained.params, fixed);
  const wrapper = adapterWrapper(adapter, config, params);
  const score = classification(
    classifier(gpu, { config, head, params, wrapper }),
  );
  const ids = Array.from({ length: 16 }, (_, i) => i);
  const encoded = [0, 1, 2, 3].map((index) => ({
    ids,
    types: ids.map(() => 0),
    label: index % 2,
    index,
  }));
  gpu.memory.forgetPeaks();
  const before = gpu.memory.held;
  const packed = pack(encoded, { firstPosition: 0 });
  using _ = gpu.scope();
  score(sendBatch(gpu, packed, () => stream.integer(2 ** 32))).back(1);
  const bytes = gpu.memory.heldPeak - before;
  await gpu.read(trained.grads);
  gpu.close();
  return bytes;
}

Deno.test("a block of frozen weights keeps what its way back reads, and no more", async () => {
  const [three, four, six] = [
    await stepBytes(3),
    await stepBytes(4),
    await stepBytes(6),
  ];
  const block = four - three;
  strictEqual(six - three, 3 * block);
  // Query, key, value, attention's result; the first join's h and result; the
  // second's h and result; the sum with the adapter, and the third's result.
  const hidden = 10 * HIDDEN;
  const norms = 3 * 2; // mean and deviation of each join
  const middle = 2 * WIDTH; // of the adapter: before and after its relu
  const numbers = hidden + INNER + middle + HEADS + norms;
  // Products bind a stand-in of a block where they keep nothing: below 1 %.
  const share = block / (4 * TOKENS * numbers);
  ok(share >= 1 && share < 1.01, `${share} times what is read`);
  ok(three < 4 * block, `${three}, of which gradients; ${block} a block`);
});
