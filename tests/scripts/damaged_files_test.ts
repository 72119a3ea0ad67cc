import {
  type HostTensor,
  readSafetensors,
  writeSafetensors,
} from "../../lib/io/safetensors.ts";
import { inTemporaryFolder } from "../io/temporary_folder.ts";
import { copy } from "./copy.ts";
import { judged, parity, shortRun } from "./fixture.ts";
import { expectRefusals } from "./refusals.ts";

const CASE = "bert-pfeiffer";
const MODEL = `${parity(CASE)}/model`;
const ADAPTER = `${parity(CASE)}/adapter`;
const DATA = `${parity(CASE)}/data.csv`;

/** Copies a directory and changes one tensor of a file in it. */
async function copyWith(
  from: string,
  to: string,
  { file, tensor, change }: {
    file: string;
    tensor: string;
    change: (old: HostTensor) => HostTensor | undefined;
  },
): Promise<void> {
  await copy(from, to);
  const path = `${to}/${file}`;
  const { weights, metadata } = await readSafetensors(path);
  const changed = new Map(weights);
  const made = change(weights.get(tensor)!);
  if (made) changed.set(tensor, made);
  else changed.delete(tensor);
  await writeSafetensors(path, changed, { metadata });
}

/** The numbers as one row. */
function flat({ data }: HostTensor): HostTensor {
  return { shape: [data.length], data };
}

Deno.test("missing and truncated files are refused", async () => {
  await inTemporaryFolder(async (folder) => {
    await copy(ADAPTER, `${folder}/missing`);
    await Deno.remove(`${folder}/missing/adapter.safetensors`);
    await copy(ADAPTER, `${folder}/cut`);
    await Deno.truncate(`${folder}/cut/adapter.safetensors`, 5000);
    await copy(ADAPTER, `${folder}/stub`);
    await Deno.truncate(`${folder}/stub/model_head.safetensors`, 4);
    await copy(MODEL, `${folder}/model`);
    await Deno.truncate(`${folder}/model/model.safetensors`, 1000);
    await expectRefusals(folder, [
      [
        "evaluate",
        judged(CASE, `${folder}/nothing`),
        'Cannot read "F/nothing": there is no such directory, expected an adapter with adapter_config.json and adapter.safetensors',
      ],
      [
        "mix",
        ["--out", `${folder}/out`, ADAPTER, `${folder}/missing`],
        'Cannot read "F/missing/adapter.safetensors": there is no such file, expected a safetensors file',
      ],
      [
        "prune",
        ["--sparsity", 0.5, "--out", `${folder}/out`, `${folder}/cut`],
        'Cannot read "F/cut/adapter.safetensors": its tensors end at byte 4416, expected byte 3968 where the file ends',
      ],
      [
        "train",
        [
          ...shortRun(CASE),
          ...["--adapter-init", `${folder}/stub`, "--out", `${folder}/out`],
        ],
        'Cannot read "F/stub/model_head.safetensors": it has only 4 bytes, expected a safetensors file',
      ],
      [
        "evaluate",
        ["--model", `${folder}/model`, "--adapter", ADAPTER, "--dataset", DATA],
        'Cannot read "F/model/model.safetensors": its header takes 4256 bytes, expected at most 992',
      ],
      [
        "train",
        ["--model", folder, "--dataset", DATA, "--out", `${folder}/out`],
        'Cannot read "F/config.json": there is no such file, expected a model directory with config.json, tokenizer.json and model.safetensors',
      ],
    ]);
  });
});

Deno.test("tensors that are missing or of the wrong shape are refused by name", async () => {
  await inTemporaryFolder(async (folder) => {
    const bias = "bert.encoder.layer.1.output.adapters.task.adapter_up.bias";
    const query = "encoder.layer.0.attention.self.query.weight";
    const [adapter, head, model] = [
      { file: "adapter.safetensors", tensor: bias },
      { file: "model_head.safetensors", tensor: "heads.task.4.weight" },
      { file: "model.safetensors", tensor: `bert.${query}` },
    ];
    const shorter = ({ data }: HostTensor) => ({
      shape: [data.length - 1],
      data: data.slice(1),
    });
    const none = () => undefined;
    const at = (name: string) => `${folder}/${name}`;
    await copyWith(ADAPTER, at("short"), { ...adapter, change: shorter });
    await copyWith(ADAPTER, at("none"), { ...adapter, change: none });
    await copyWith(ADAPTER, at("flat"), { ...head, change: flat });
    await copyWith(MODEL, at("model"), { ...model, change: flat });
    await expectRefusals(folder, [
      [
        "evaluate",
        judged(CASE, at("short")),
        'Cannot use adapter "F/short": tensor "encoder.layer.1.output.adapter_up.bias" has shape [31], expected [32]',
      ],
      [
        "train",
        [
          ...shortRun(CASE),
          ...["--adapter-init", at("none"), "--out", at("out")],
        ],
        'Cannot use adapter "F/none": it has no tensor "encoder.layer.1.output.adapter_up.bias", expected one of shape [32]',
      ],
      [
        "evaluate",
        judged(CASE, at("flat")),
        'Cannot use adapter "F/flat": tensor "heads.4.weight" has shape [64], expected [2,32]',
      ],
      [
        "train",
        [
          ...["--model", at("model"), "--dataset", DATA],
          ...["--max-seq-length", 62, "--out", at("out")],
        ],
        `Cannot use "F/model": tensor "${query}" has shape [1024], expected [32,32]`,
      ],
      [
        "fsd_heatmap",
        ["--out", at("out"), "--csv", at("out.csv"), ADAPTER, at("short")],
        'Cannot match adapters: tensor "encoder.layer.1.output.adapter_up.bias" has shape [31] in adapter 2, expected [32] as in adapter 1',
      ],
    ]);
  });
});
