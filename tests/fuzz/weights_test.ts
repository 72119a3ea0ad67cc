import { readSafetensors } from "../../lib/io/safetensors.ts";
import { readSharded } from "../../lib/io/sharded.ts";
import { readTorch } from "../../lib/io/torch/read_torch.ts";
import { dictPickle, tensor } from "../io/torch/pickle_writer.ts";
import { torchZip, zip } from "../io/torch/zip_writer.ts";
import { fuzz } from "./fuzz.ts";

const FIXTURES = new URL("../fixtures/", import.meta.url);
const read = (path: string) => Deno.readFileSync(new URL(path, FIXTURES));
const encode = (value: unknown) =>
  new TextEncoder().encode(JSON.stringify(value));

const adapter = read("parity/roberta-lora/adapter/adapter.safetensors");

fuzz("safetensors", {
  file: "x.safetensors",
  valid: [
    adapter,
    read("parity/roberta-pfeiffer/adapter/model_head.safetensors"),
  ],
  read: (folder) => readSafetensors(`${folder}/x.safetensors`),
});

const storage = new Uint8Array(new Float32Array([1, 2, 3, 4]).buffer);
const view = { numbers: 4, shape: [2, 2], strides: [1, 2] };
const pickle = dictPickle({
  w: tensor(view),
  part: tensor({ ...view, offset: 1, shape: [3], strides: [1] }),
}, 4);

/** A sound archive, whose checksums are left out so that damage goes deeper. */
const unchecked = zip(
  [
    { name: "x/data.pkl", data: pickle, deflate: true },
    { name: "x/data/0", data: storage },
  ].map((file) => ({ ...file, listed: { crc: 0 } })),
);

fuzz("PyTorch's archives", {
  file: "x.bin",
  valid: [unchecked, read("torch/kinds_2.bin"), read("torch/kinds_4.bin")],
  read: (folder) => readTorch(`${folder}/x.bin`),
});

fuzz("PyTorch's pickles", {
  file: "x.bin",
  valid: [pickle],
  pack: (damaged) => torchZip(damaged, { 0: storage }),
  read: (folder) => readTorch(`${folder}/x.bin`),
});

fuzz("PyTorch's files of before 1.6", {
  file: "x.bin",
  valid: [read("torch/legacy.bin")],
  read: (folder) => readTorch(`${folder}/x.bin`),
});

fuzz("indices of sharded models", {
  file: "model.safetensors.index.json",
  valid: [
    encode({
      metadata: { total_size: 16 },
      weight_map: { "0.weight": "module.bin", "0.bias": "module.bin" },
    }),
  ],
  beside: { "module.bin": read("torch/module.bin") },
  read: (folder) => readSharded(`${folder}/model.safetensors.index.json`),
});
