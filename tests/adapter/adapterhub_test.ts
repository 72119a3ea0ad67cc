import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import {
  type HostTensor,
  readSafetensors,
  writeSafetensors,
} from "../../lib/io/safetensors.ts";
import type { Adapter } from "../../lib/adapter/adapter.ts";
import type { BottleneckConfig } from "../../lib/adapter/config.ts";
import { readAdapter, writeAdapter } from "../../lib/adapter/file.ts";
import { inTemporaryFolder } from "../io/temporary_folder.ts";
import { smallAdapter } from "./made_adapter.ts";

/** A written directory whose parts are changed before it is read. */
async function readChanged(
  adapter: Adapter,
  changes: {
    stated?: (value: Record<string, unknown>) => object;
    name?: (stored: string) => string;
  },
): Promise<Adapter> {
  let read: Adapter | undefined;
  let failure: unknown;
  await inTemporaryFolder(async (folder) => {
    const path = `${folder}/a`;
    await writeAdapter(path, adapter, { overwrite: false });
    const config = `${path}/adapter_config.json`;
    const stated = JSON.parse(await Deno.readTextFile(config));
    const changed = changes.stated?.(stated) ?? stated;
    await Deno.writeTextFile(config, JSON.stringify(changed));
    const file = `${path}/adapter.safetensors`;
    const { weights } = await readSafetensors(file);
    const rename = changes.name ?? ((name) => name);
    const renamed = new Map<string, HostTensor>();
    for (const [name, tensor] of weights) renamed.set(rename(name), tensor);
    await writeSafetensors(file, renamed);
    try {
      read = await readAdapter(path);
    } catch (error) {
      failure = inputError(String(error).slice(9).replaceAll(folder, "F"));
    }
  });
  if (failure) throw failure;
  return read!;
}

Deno.test("readAdapterHub() reads files from before there were versions", async () => {
  const houlsby = smallAdapter("houlsby");
  const { name, config, weights } = await readChanged(houlsby, {
    stated: ({ version: _, config, ...rest }) => ({
      ...rest,
      type: "text_task",
      config: {
        ...config as BottleneckConfig,
        non_linearity: "gelu_orig",
        invertible_adapter: null,
        reduction_factor: { 1: 2.6, default: 2.6 },
      },
    }),
    name: (stored) =>
      stored.includes(".attention.")
        ? stored.replace("adapters", "attention_text_task_adapters")
        : stored.replace("adapters", "layer_text_task_adapters"),
  });
  strictEqual(name, "task");
  strictEqual((config as BottleneckConfig).non_linearity, "gelu");
  deepStrictEqual([...weights.keys()], [...houlsby.weights.keys()]);
});

const refused: [
  what: string,
  adapter: Adapter,
  changes: Parameters<typeof readChanged>[1],
  message: string,
][] = [
  [
    "the old name of another gelu",
    smallAdapter("pfeiffer"),
    {
      stated: ({ version: _, config, ...rest }) => ({
        ...rest,
        config: { ...config as BottleneckConfig, non_linearity: "gelu" },
      }),
    },
    'Cannot use the config of "F/a/adapter_config.json": key "non_linearity" is "gelu_new", expected one of "gelu"|"relu"|"silu"|"swish"|"tanh"',
  ],
  [
    "two adapters in one file",
    smallAdapter("pfeiffer"),
    {
      name: (stored) =>
        stored.replace("layer.1.", "layer.0.").replace(
          "adapters.task",
          stored.includes("layer.1.") ? "adapters.other" : "adapters.task",
        ),
    },
    'Cannot use "F/a": its tensor "roberta.encoder.layer.0.output.adapters.other.adapter_down.0.weight" is a second "encoder.layer.0.output.adapter_down.0.weight", expected the tensors of one adapter',
  ],
];

for (const [what, adapter, changes, message] of refused) {
  Deno.test(`readAdapterHub() refuses ${what}`, async () => {
    await rejects(readChanged(adapter, changes), inputError(message));
  });
}
