/**
 * Adapters that others trained and published; their files lie beside the
 * repository on some machines only.
 */
import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { inputError } from "../../lib/io/failure.ts";
import { readSafetensors, type Weights } from "../../lib/io/safetensors.ts";
import { Gpu } from "../../lib/gpu/gpu.ts";
import type { Adapter } from "../../lib/adapter/adapter.ts";
import { expectAlike } from "../../lib/adapter/alike.ts";
import type { BottleneckConfig } from "../../lib/adapter/config.ts";
import { readAdapter, writeAdapter } from "../../lib/adapter/file.ts";
import { plainName } from "../../lib/adapter/names.ts";
import { partOf } from "../../lib/adapter/peft/names.ts";
import { fsdMatrix } from "../../lib/mix/fsd.ts";
import { inTemporaryFolder } from "../io/temporary_folder.ts";
import norms from "../fixtures/real_adapters.json" with { type: "json" };

const SHARED = fileURLToPath(
  new URL("../../../shared/adapters/", import.meta.url),
);

/** Whether an adapter lies beside the repository, as on some machines. */
function isShared(name: string): boolean {
  try {
    return Deno.statSync(SHARED + name).isDirectory;
  } catch {
    return false;
  }
}

/** A test that needs some of the adapters. */
function testWith(
  names: readonly string[],
  what: string,
  fn: () => Promise<void>,
) {
  const name = `${what} (if shared/adapters is there)`;
  Deno.test({ name, ignore: !names.every(isShared), fn });
}

/** Norm of all products of an adapter's second maps with its first ones. */
function normOf({ weights }: Adapter): number {
  let total = 0;
  for (const [name, first] of weights) {
    const second = weights.get(
      name.replace(/lora_A$/, "lora_B")
        .replace("adapter_down.0.weight", "adapter_up.weight"),
    )!;
    if (second === first || first.shape.length !== 2) continue;
    const [[inner = 0, ins = 0], [outs = 0]] = [first.shape, second.shape];
    for (let out = 0; out < outs; out++) {
      for (let i = 0; i < ins; i++) {
        let sum = 0;
        for (let r = 0; r < inner; r++) {
          sum += second.data[out * inner + r]! * first.data[r * ins + i]!;
        }
        total += sum * sum;
      }
    }
  }
  return Math.sqrt(total);
}

/** Stored bits of each tensor that is no copy of the model's own, by our name. */
function tensorsOf(weights: Weights) {
  return new Map(
    [...weights].flatMap(([stored, { shape, data, dtype }]) => {
      const part = partOf(stored);
      if (part.kind === "original") return [];
      const plain = plainName(stored) ??
        (part.kind === "factor"
          ? `${part.module}.lora_${part.factor}`
          : part.name);
      const bits = new Uint32Array(data.buffer, data.byteOffset, data.length);
      return [[plain, { shape, dtype, bits }] as const];
    }).sort(([a], [b]) => a < b ? -1 : 1),
  );
}

for (const [name, { tensors, norm }] of Object.entries(norms)) {
  testWith(
    [name],
    `readAdapter() reads ${name}, whose norm is PyTorch's`,
    async () => {
      const adapter = await readAdapter(SHARED + name);
      strictEqual(adapter.weights.size, tensors);
      const found = normOf(adapter);
      ok(Math.abs(found - norm) <= 1e-9 * (1 + norm), `${found}, not ${norm}`);
    },
  );

  testWith(
    [name],
    `writeAdapter() keeps each tensor of ${name} bit for bit`,
    async () => {
      await inTemporaryFolder(async (folder) => {
        const read = await readAdapter(SHARED + name);
        await writeAdapter(`${folder}/a`, read, { overwrite: false });
        const file = read.peft ? "adapter_model" : "adapter";
        const [before, after] = await Promise.all(
          [SHARED + name, `${folder}/a`].map((path) =>
            readSafetensors(`${path}/${file}.safetensors`)
          ),
        );
        deepStrictEqual(tensorsOf(after!.weights), tensorsOf(before!.weights));
        const again = await readAdapter(`${folder}/a`);
        deepStrictEqual(again.config, read.config);
        deepStrictEqual(again.model, read.model);
        deepStrictEqual(again.head?.config, read.head?.config);
        deepStrictEqual(again.peft, read.peft);
        strictEqual(again.name, read.name);
      });
    },
  );
}

/** Adapters of one shape, and opposite signs of each two, as a table beside them says. */
const compared: [names: string[], size: number, fsd: number[]][] = [
  [
    ["init", "sst2", "cola", "mnli"].map((end) => `bert-base-lora-r1-${end}`),
    55_296,
    [0.0868, 0.1322, 0.1968, 0.3998, 0.4393, 0.4700],
  ],
  [
    ["sst2", "cola"].map((end) => `bert-base-lora-r2-stacked-trained-${end}`),
    110_592,
    [0.2718],
  ],
  [
    ["imdb", "emotion"].map((end) => `distilbert-lora-r8-${end}`),
    147_456,
    [0.4966],
  ],
];

for (const [names, size, expected] of compared) {
  testWith(names, `fsdMatrix() of ${names} is what is known`, async () => {
    const adapters = await Promise.all(
      names.map((name) => readAdapter(SHARED + name)),
    );
    expectAlike(adapters, names);
    const gpu = await Gpu.open();
    const matrix = await fsdMatrix(gpu, adapters.map(({ weights }) => weights));
    gpu.close();
    strictEqual(matrix.size, size);
    const pairs = matrix.fsd.flatMap((row, i) => row.slice(i + 1));
    deepStrictEqual(pairs.map((value) => Number(value.toFixed(4))), expected);
  });
}

testWith(
  ["bert-base-lora-r8-sentiment", "bert-base-lora-r8-imdb"],
  "fsdMatrix() of query and value alone is what is known",
  async () => {
    const [a, b] = await Promise.all(
      ["sentiment", "imdb"].map((end) =>
        readAdapter(`${SHARED}bert-base-lora-r8-${end}`)
      ),
    );
    const some = new Map(
      [...b!.weights].filter(([name]) => a!.weights.has(name)),
    );
    const gpu = await Gpu.open();
    const { size, fsd } = await fsdMatrix(gpu, [a!.weights, some]);
    gpu.close();
    strictEqual(size, 294_912);
    strictEqual(fsd[0]![1]!.toFixed(4), "0.5018");
  },
);

const PFEIFFER = "adapterhub-pfeiffer-mbert-metaphor";
testWith(
  [PFEIFFER],
  "readAdapter() knows a Pfeiffer adapter of AdapterHub's users",
  async () => {
    const { name, config, weights, model, head } = await readAdapter(
      SHARED + PFEIFFER,
    );
    strictEqual(name, "md");
    deepStrictEqual(model, {
      type: "bert",
      hidden: 768,
      name: "bert-base-multilingual-cased",
      class: "BertAdapterModel",
    });
    strictEqual((config as BottleneckConfig).reduction_factor, 16);
    const down = weights.get("encoder.layer.11.output.adapter_down.0.weight")!;
    deepStrictEqual(down.shape, [48, 768]);
    strictEqual(head, undefined);
  },
);

const ROBERTA = "roberta-base-lora-r6-agnews";
testWith(
  [ROBERTA],
  "readAdapter() knows a LoRA of PEFT's users as one that runs",
  async () => {
    const { config, model, head } = await readAdapter(SHARED + ROBERTA);
    deepStrictEqual([model.type, model.hidden], ["roberta", 768]);
    ok(config && "r" in config);
    deepStrictEqual(
      [config.r, config.alpha, config.attn_matrices, config.leave_out],
      [6, 16, ["q", "k", "v"], []],
    );
    deepStrictEqual(head!.config.maps, [
      "classifier.dense",
      "classifier.out_proj",
    ]);
    strictEqual(head!.config.labels.length, 4);
  },
);

const COMPACTER = "adapterhub-compacter-xlmr-legal";
testWith([COMPACTER], "readAdapter() refuses a Compacter by name", async () => {
  const path = SHARED + COMPACTER;
  await rejects(
    readAdapter(path),
    inputError(
      `Cannot use the config of "${path}/adapter_config.json": key "phm_layer" is true, expected false`,
    ),
  );
});

const PICKLED = "bert-base-lora-r1-sst2";
testWith(
  [PICKLED],
  "readAdapter() reads the same from a PyTorch file",
  async () => {
    await inTemporaryFolder(async (folder) => {
      await Deno.copyFile(
        `${SHARED}${PICKLED}/lora-bert-sst2_kqv_ALL.pt`,
        `${folder}/adapter_model.bin`,
      );
      const pickled = await readAdapter(folder);
      const { weights, head } = await readAdapter(SHARED + PICKLED);
      deepStrictEqual(pickled.weights, weights);
      deepStrictEqual(pickled.head, head);
    });
  },
);
