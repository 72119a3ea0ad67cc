import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { readAdapter } from "../../lib/adapter/file.ts";
import { inTemporaryFolder, namesIn } from "../io/temporary_folder.ts";
import { summaryOf } from "./command.ts";
import { parity, shortRun } from "./fixture.ts";

const CASE = "bert-houlsby";
const ADAPTER = `${parity(CASE)}/adapter`;

Deno.test("mix of one adapter is that adapter, bit for bit, with its name and head", async () => {
  await inTemporaryFolder(async (folder) => {
    const out = `${folder}/out`;
    deepStrictEqual(await summaryOf("mix", ["--out", out, ADAPTER]), {
      out,
      method: "average",
      mixed: [ADAPTER],
      shared_initial_weights: "unknown",
    });
    const { metadata: _, ...before } = await readAdapter(ADAPTER);
    const { metadata, ...after } = await readAdapter(out);
    deepStrictEqual(after.name, "task");
    deepStrictEqual(after.head, before.head);
    deepStrictEqual(after.weights, before.weights);
    deepStrictEqual(JSON.parse(metadata.mixed!), {
      method: "average",
      adapters: ["task"],
    });
  });
});

Deno.test("mix of two adapters is their mean; --head none and --name are heard", async () => {
  await inTemporaryFolder(async (folder) => {
    const [trained, out] = [`${folder}/trained`, `${folder}/out`];
    await summaryOf("train", [
      ...shortRun(CASE),
      ...["--adapter-init", ADAPTER, "--out", trained],
    ]);
    await summaryOf("mix", [
      ...["--head", "none", "--name", "both", "--out", out],
      ...[ADAPTER, trained],
    ]);
    deepStrictEqual(namesIn(out), [
      "adapter.safetensors",
      "adapter_config.json",
    ]);
    const [a, b, mixed] = await Promise.all(
      [ADAPTER, trained, out].map(readAdapter),
    );
    strictEqual(mixed!.name, "both");
    strictEqual(mixed!.weights.size, a!.weights.size);
    for (const [name, { data }] of mixed!.weights) {
      const [x, y] = [a!.weights.get(name)!.data, b!.weights.get(name)!.data];
      data.forEach((value, i) => {
        const mean = (x[i]! + y[i]!) / 2;
        const size = Math.abs(x[i]!) + Math.abs(y[i]!);
        ok(Math.abs(value - mean) <= 2 ** -23 * size, `${name}[${i}]`);
      });
    }
  });
});
