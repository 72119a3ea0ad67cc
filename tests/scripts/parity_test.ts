import { ok, strictEqual } from "node:assert/strict";
import { readAdapter } from "../../lib/adapter/file.ts";
import { readSafetensors } from "../../lib/io/safetensors.ts";
import { inTemporaryFolder } from "../io/temporary_folder.ts";
import { expectedTensors, largestError, parityCases } from "../parity.ts";
import { summaryOf } from "./command.ts";
import { modelAndData, parity } from "./fixture.ts";
import { readLogits } from "./predictions.ts";

const TOLERANCE = 1e-4;

/** What the reference trained with. */
const SETTINGS = [
  ...["--max-steps", 3],
  "--no-shuffle",
  ...["--dropout", 0],
  ...["--per-device-train-batch-size", 4],
  ...["--learning-rate", "1e-2"],
  ...["--weight-decay", 0.1],
  ...["--warmup-ratio", 0],
  ...["--max-grad-norm", 1],
];

for (const name of parityCases) {
  const data = modelAndData(name);
  const adapter = `${parity(name)}/adapter`;

  Deno.test(`evaluate --out has PyTorch's logits of ${name}`, async () => {
    await inTemporaryFolder(async (folder) => {
      const out = `${folder}/logits.csv`;
      await summaryOf("evaluate", [
        ...data,
        ...["--adapter", adapter],
        ...["--out", out],
      ]);
      const { weights } = await readSafetensors(
        `${parity(name)}/expected.safetensors`,
      );
      const error = largestError(
        await readLogits(out),
        weights.get("logits")!.data,
      );
      ok(error < TOLERANCE, `largest error is ${error}`);
    });
  });

  Deno.test(`train --adapter-init makes PyTorch's weights of ${name}`, async () => {
    await inTemporaryFolder(async (folder) => {
      const out = `${folder}/out`;
      await summaryOf("train", [
        ...data,
        ...["--adapter-init", adapter],
        ...SETTINGS,
        ...["--out", out],
      ]);
      const expected = await readSafetensors(
        `${parity(name)}/expected.safetensors`,
      );
      const wanted = expectedTensors(expected.weights, "step3");
      const { weights, head } = await readAdapter(out);
      const made = new Map([...weights, ...head!.weights]);
      strictEqual(made.size, wanted.size);
      for (const [tensor, { data }] of made) {
        const error = largestError(data, wanted.get(tensor)!);
        ok(error < TOLERANCE, `${tensor}: largest error is ${error}`);
      }
    });
  });
}
