import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { drawLargeBout } from "../../bench/large_bout.ts";
import { writeStepTask } from "../../bench/step_task.ts";
import { inTemporaryFolder } from "../io/temporary_folder.ts";

const sizes = { layers: 3, sequences: 2, tokens: 4, vocabulary: 8 };

Deno.test("drawLargeBout() has RoBERTa-large's shapes and as many weights to train", () => {
  const { frozen, trained, encoded } = drawLargeBout(sizes);
  const shape = (name: string) => frozen.get(name)!.shape;
  const inner = "encoder.layer.2.intermediate.dense.weight";
  deepStrictEqual(shape(inner), [4096, 1024]);
  deepStrictEqual(shape("embeddings.word_embeddings.weight"), [8, 1024]);
  const adapter = [...trained].filter(([name]) => name.includes("adapter"));
  const weights = adapter.reduce((sum, [, { data }]) => sum + data.length, 0);
  strictEqual(weights, 3 * (2 * 64 * 1024 + 64 + 1024));
  deepStrictEqual(encoded.map(({ ids }) => ids.length), [4, 4]);
});

Deno.test("drawLargeBout() spreads its weights as a new model's", () => {
  const name = "encoder.layer.0.output.dense.weight";
  const { data } = drawLargeBout(sizes).frozen.get(name)!;
  const [sum, squares] = data.reduce(
    ([sum, squares], v) => [sum! + v, squares! + v * v],
    [0, 0],
  ) as [number, number];
  ok(Math.abs(sum / data.length) < 1e-4);
  ok(Math.abs(Math.sqrt(squares / data.length) - 0.02) < 1e-4);
});

Deno.test("writeStepTask() writes the first of blocks that are alike", () =>
  inTemporaryFolder(async (folder) => {
    const bout = drawLargeBout(sizes);
    const file = `${folder}/numbers`;
    const task = await writeStepTask(bout, file, { alike: true });
    const blocks = Object.keys(task.shapes)
      .filter((name) => name.startsWith("encoder."));
    ok(blocks.every((name) => name.startsWith("encoder.layer.0.")));
    strictEqual(task.trained.length, bout.trained.size);
    const count = Object.values(task.shapes)
      .reduce((sum, shape) => sum + shape.reduce((a, b) => a * b), 0);
    strictEqual((await Deno.stat(file)).size, 4 * count);
  }));
