import { fileURLToPath } from "node:url";
import { readSafetensors } from "../../lib/io/safetensors.ts";
import { pack } from "../../lib/text/batches.ts";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { chooseRows, takeRows } from "../../lib/ops/take_rows.ts";
import { sendBatch } from "../../lib/model/batch.ts";
import { block } from "../../lib/model/block.ts";
import { readCheckpoint } from "../../lib/model/checkpoint.ts";
import { bertHead, head } from "../../lib/model/head.ts";
import { frozen } from "../../lib/model/params.ts";
import { runStages } from "../../lib/model/stage.ts";
import { assertClose } from "../check.ts";

const MODELS = fileURLToPath(
  new URL("../../../shared/models", import.meta.url),
);

for (const name of ["bert-tiny-emotion-encoder", "bert-tiny-sst2-encoder"]) {
  const path = `${MODELS}/${name}`;
  Deno.test({
    name:
      `the layers of ${name} give its states and logits (skipped where ../shared is missing)`,
    ignore: !await Deno.stat(path).then(() => true, () => false),
    async fn() {
      const gpu = await Gpu.open();
      const { config, weights } = await readCheckpoint(path);
      const params = frozen(gpu, weights, `"${path}"`);
      const { weights: expected } = await readSafetensors(
        `${path}/fixture.safetensors`,
      );
      const given = expected.get("embedding_output")!;
      const ids = Array.from({ length: given.shape[0]! }, () => 0);
      const example = { ids, types: ids, label: 0, index: 0 };
      const batch = sendBatch(gpu, pack([example], { firstPosition: 0 }));

      const stages = Array.from(
        { length: config.num_hidden_layers },
        (_, i) => block(i, config, params, {}),
      ).flat();
      const input = { x: gpu.tensor(given.shape, given.data) };
      const [{ x: states }] = runStages(gpu, stages, input, batch);
      assertClose(
        await gpu.read(states),
        expected.get("last_hidden_state")!.data,
        { tolerance: 1e-4, what: "states" },
      );

      const [first] = takeRows(
        states,
        chooseRows(gpu, new Uint32Array([0]), batch.offsets),
      );
      const labels = Object.values(config.id2label!);
      const [logits] = head(bertHead(labels), config, params)(first, batch);
      assertClose(await gpu.read(logits), expected.get("logits")!.data, {
        tolerance: 1e-4,
        what: "logits",
      });
      gpu.close();
    },
  });
}
