import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { random } from "../../lib/math/random.ts";
import { parseConfig } from "../../lib/model/config.ts";
import { drawEncoder, encoderShapes } from "../../lib/model/draw.ts";
import { readCheckpoint } from "../../lib/model/checkpoint.ts";
import { parityFolder } from "../parity.ts";
import { smallConfig, smallest } from "./small_model.ts";

for (const type of ["bert", "roberta"]) {
  Deno.test(`encoderShapes() are those of a ${type} that transformers wrote`, async () => {
    const folder = `${parityFolder(`${type}-pfeiffer`)}/model`;
    const { config, weights } = await readCheckpoint(folder);
    const expected = [...weights]
      .filter(([name]) =>
        /^(?:embeddings|encoder)\..*(?:weight|bias)$/.test(name)
      )
      .map(([name, { shape }]) => [name, [...shape]] as const);
    deepStrictEqual(
      new Map([...encoderShapes(config)].sort()),
      new Map(expected.toSorted(([a], [b]) => a < b ? -1 : 1)),
    );
  });
}

Deno.test("drawEncoder() draws matrices, normalisations and biases as transformers does", () => {
  const config = parseConfig({ ...smallest, vocab_size: 1000 }, "");
  const drawn = drawEncoder(config, random(1, "encoder"));
  const of = (name: string) => [...drawn.get(name)!.data];
  ok(of("encoder.layer.0.output.LayerNorm.weight").every((v) => v === 1));
  ok(of("lm_head.layer_norm.weight").every((v) => v === 1));
  for (const name of drawn.keys()) {
    if (name.endsWith("bias")) ok(of(name).every((v) => v === 0), name);
  }
  const words = of("embeddings.word_embeddings.weight");
  const squares = words.reduce((sum, v) => sum + v * v, 0);
  const deviation = Math.sqrt(squares / words.length);
  ok(Math.abs(deviation - 0.02) < 0.001, `${deviation}`);
});

Deno.test("drawEncoder() holds the encoder and its masked-language-model head", () => {
  const drawn = drawEncoder(smallConfig, random(1, "encoder"));
  strictEqual(drawn.size, encoderShapes(smallConfig).size + 5);
  deepStrictEqual(drawn, drawEncoder(smallConfig, random(1, "encoder")));
});
