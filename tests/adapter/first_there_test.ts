import { deepStrictEqual, strictEqual } from "node:assert/strict";
import type { Adapter } from "../../lib/adapter/adapter.ts";
import { inLayout } from "../../lib/adapter/convert.ts";
import { readAdapter, writeAdapter } from "../../lib/adapter/file.ts";
import { firstThere } from "../../lib/adapter/first_there.ts";
import { inTemporaryFolder, namesIn } from "../io/temporary_folder.ts";
import { smallAdapter } from "./made_adapter.ts";
import { toTorch } from "./torch_file.ts";

Deno.test("firstThere() is the best that is there, else the best", () => {
  const has = (name: string) => name !== "a";
  strictEqual(firstThere(has, ["a", "b", "c"]), "b");
  strictEqual(firstThere(() => false, ["a", "b"]), "a");
});

const lora = smallAdapter("lora");

/** Layouts, and their files by the names that PyTorch's have. */
const layouts: [adapter: Adapter, files: Record<string, string>][] = [
  [lora, {
    "adapter.safetensors": "pytorch_adapter.bin",
    "model_head.safetensors": "pytorch_model_head.bin",
  }],
  [inLayout(lora, "peft"), {
    "adapter_model.safetensors": "adapter_model.bin",
  }],
];

for (const [adapter, files] of layouts) {
  Deno.test(`readAdapter() reads ${Object.values(files)}, and it is written as safetensors`, async () => {
    await inTemporaryFolder(async (folder) => {
      const [a, b] = [`${folder}/a`, `${folder}/b`];
      await writeAdapter(a, adapter, { overwrite: false });
      const before = await readAdapter(a);
      const names = namesIn(a);
      for (const [from, to] of Object.entries(files)) {
        await toTorch(`${a}/${from}`, `${a}/${to}`);
      }
      const read = await readAdapter(a);
      deepStrictEqual(read.weights, before.weights);
      deepStrictEqual(read.head?.weights, before.head?.weights);
      await writeAdapter(b, read, { overwrite: false });
      deepStrictEqual(namesIn(b), names);
      deepStrictEqual((await readAdapter(b)).weights, before.weights);
    });
  });
}
