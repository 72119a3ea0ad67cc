import {
  deepStrictEqual,
  notDeepStrictEqual,
  strictEqual,
} from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { centroid, lengthLimit } from "../../lib/evaluate/centroids.ts";
import {
  loadSentenceEncoder,
  type SentenceEncoder,
} from "../../lib/model/sentence_encoder.ts";
import { assertClose } from "../check.ts";
import { parityFolder } from "../parity.ts";

const MODEL = `${parityFolder("bert-pfeiffer")}/model`;
const options = { maxSeqLength: 20, tokenBudget: 256 };
const documents = ["good bad good", "bad", "the good film"];

/** Runs a test on the encoder of a plain model. */
async function withEncoder(test: (encoder: SentenceEncoder) => Promise<void>) {
  const gpu = await Gpu.open();
  await test(await loadSentenceEncoder(gpu, MODEL));
  gpu.close();
}

Deno.test("centroid() is the mean of the documents' own", async () => {
  await withEncoder(async (encoder) => {
    const together = await centroid(encoder, documents, options);
    const alone = await Promise.all(
      documents.map((text) => centroid(encoder, [text], options)),
    );
    const mean = [...together.keys()]
      .map((f) => alone.reduce((sum, one) => sum + one[f]! / 3, 0));
    assertClose(together, mean, { tolerance: 1e-6, what: "entry" });
  });
});

Deno.test("centroid() of one document has length 1 if the encoder normalises", async () => {
  await withEncoder(async (encoder) => {
    const own = await centroid(encoder, ["good bad"], options);
    const unit = await centroid(
      { ...encoder, normalize: true },
      ["good bad"],
      options,
    );
    const length = Math.hypot(...own);
    assertClose(unit, own.map((v) => v / length), {
      tolerance: 1e-6,
      what: "entry",
    });
  });
});

Deno.test("centroid() reads small letters and so many tokens as it is told", async () => {
  await withEncoder(async (encoder) => {
    const small = { ...encoder, lowerCase: true };
    deepStrictEqual(
      await centroid(small, ["GOOD Bad"], options),
      await centroid(encoder, ["good bad"], options),
    );
    const [short, long] = ["good bad", "good bad bad bad bad"];
    const cut = { ...options, maxSeqLength: 4 };
    deepStrictEqual(
      await centroid(encoder, [long], cut),
      await centroid(encoder, [short], cut),
    );
    notDeepStrictEqual(
      await centroid(encoder, [long], options),
      await centroid(encoder, [short], options),
    );
  });
});

Deno.test("lengthLimit() is the user's, else the encoder's, else 128", async () => {
  await withEncoder((encoder) => {
    strictEqual(lengthLimit({ ...encoder, maxSeqLength: 256 }, 64), 64);
    strictEqual(lengthLimit({ ...encoder, maxSeqLength: 256 }), 256);
    strictEqual(lengthLimit(encoder), 128);
    return Promise.resolve();
  });
});
