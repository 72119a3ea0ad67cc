import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import { formatJson } from "../../lib/io/json.ts";
import {
  type HostTensor,
  readSafetensors,
  type Weights,
} from "../../lib/io/safetensors.ts";
import type { Adapter } from "../../lib/adapter/adapter.ts";
import { type LoraConfig } from "../../lib/adapter/config.ts";
import { readAdapter, writeAdapter } from "../../lib/adapter/file.ts";
import { kindNames } from "../../lib/adapter/kinds.ts";
import { robertaHead } from "../../lib/model/head.ts";
import { inFolder } from "../io/current_folder.ts";
import { inTemporaryFolder, namesIn } from "../io/temporary_folder.ts";
import { parityCases, parityFolder } from "../parity.ts";
import { smallAdapter } from "./made_adapter.ts";

/** Shapes and numbers, whatever the files' types of numbers. */
function plainly(weights: Weights) {
  return new Map(
    [...weights].map(([name, { shape, data }]) => [name, { shape, data }]),
  );
}

/** Writes an adapter into a new folder and reads it from there. */
async function roundTrip(adapter: Adapter, folder: string): Promise<Adapter> {
  const path = `${folder}/adapter`;
  await writeAdapter(path, adapter, { overwrite: true });
  return await readAdapter(path);
}

for (const kind of kindNames) {
  Deno.test(`readAdapter() gives back the ${kind} that writeAdapter() wrote`, async () => {
    await inTemporaryFolder(async (folder) => {
      const adapter = smallAdapter(kind);
      const read = await roundTrip(adapter, folder);
      deepStrictEqual(read.name, adapter.name);
      deepStrictEqual(read.config, adapter.config);
      deepStrictEqual(read.model, adapter.model);
      deepStrictEqual(plainly(read.weights), adapter.weights);
      deepStrictEqual(plainly(read.head!.weights), adapter.head!.weights);
      deepStrictEqual(read.head!.config, {
        ...adapter.head!.config,
        dropout: undefined,
      });
      deepStrictEqual(read.metadata, { format: "pt", ...adapter.metadata });
    });
  });
}

for (const name of parityCases) {
  Deno.test(`writeAdapter() keeps the tensors and settings of AdapterHub's ${name}`, async () => {
    await inTemporaryFolder(async (folder) => {
      const source = `${parityFolder(name)}/adapter`;
      const adapter = await readAdapter(source);
      await writeAdapter(`${folder}/a`, adapter, { overwrite: false });
      for (const file of ["adapter", "model_head"]) {
        const before = await readSafetensors(`${source}/${file}.safetensors`);
        const after = await readSafetensors(`${folder}/a/${file}.safetensors`);
        deepStrictEqual(
          new Map([...after.weights].sort()),
          new Map([...before.weights].sort()),
        );
      }
      for (const file of ["adapter_config.json", "head_config.json"]) {
        const read = async (path: string) =>
          JSON.parse(await Deno.readTextFile(`${path}/${file}`));
        const [before, after] = [await read(source), await read(`${folder}/a`)];
        // Defaults of keys that the source leaves out are added.
        deepStrictEqual({
          ...after,
          config: { ...after.config, ...before.config },
        }, after);
        deepStrictEqual({ ...after, config: 0 }, { ...before, config: 0 });
      }
    });
  });
}

Deno.test("writeAdapter() writes the same bytes again", async () => {
  await inTemporaryFolder(async (folder) => {
    const [first, second] = [`${folder}/1`, `${folder}/2`];
    await writeAdapter(first, smallAdapter("houlsby"), { overwrite: false });
    await writeAdapter(second, await readAdapter(first), { overwrite: false });
    deepStrictEqual(namesIn(first), [
      "README.md",
      "adapter.safetensors",
      "adapter_config.json",
      "head_config.json",
      "model_head.safetensors",
    ]);
    for (const name of namesIn(first)) {
      deepStrictEqual(
        await Deno.readFile(`${second}/${name}`),
        await Deno.readFile(`${first}/${name}`),
      );
    }
  });
});

Deno.test("writeAdapter() writes an adapter without a head", async () => {
  await inTemporaryFolder(async (folder) => {
    const { head: _, ...bare } = smallAdapter("lora");
    const read = await roundTrip(bare, folder);
    strictEqual(read.head, undefined);
    deepStrictEqual(namesIn(`${folder}/adapter`), [
      "README.md",
      "adapter.safetensors",
      "adapter_config.json",
    ]);
  });
});

Deno.test("writeAdapter() writes a head without an adapter", async () => {
  await inTemporaryFolder(async (folder) => {
    const { config: _, ...adapter } = smallAdapter("lora");
    const read = await roundTrip({ ...adapter, weights: new Map() }, folder);
    deepStrictEqual(namesIn(`${folder}/adapter`), [
      "README.md",
      "head_config.json",
      "model_head.safetensors",
    ]);
    strictEqual(read.config, undefined);
    strictEqual(read.weights.size, 0);
    deepStrictEqual(plainly(read.head!.weights), adapter.head!.weights);
    strictEqual(read.metadata.adapter_seed, "1");
  });
});

Deno.test("writeAdapter() keeps the names of a static head", async () => {
  await inTemporaryFolder(async (folder) => {
    const adapter = smallAdapter("lora");
    const config = robertaHead(["no", "yes"]);
    const weights = new Map(
      [...adapter.head!.weights].map(([name, tensor]) => [
        name.replace("heads.1", "classifier.dense")
          .replace("heads.4", "classifier.out_proj"),
        tensor,
      ]),
    );
    const read = await roundTrip(
      { ...adapter, head: { config, weights } },
      folder,
    );
    deepStrictEqual(read.head!.config, config);
    deepStrictEqual(plainly(read.head!.weights), weights);
  });
});

Deno.test("writeAdapter() replaces a directory only if it may", async () => {
  await inTemporaryFolder(async (folder) => {
    const path = `${folder}/adapter`;
    await writeAdapter(path, smallAdapter("lora"), { overwrite: false });
    await rejects(
      writeAdapter(path, smallAdapter("pfeiffer"), { overwrite: false }),
      inputError(
        `Cannot write "${path}": it exists, expected a new name or --overwrite`,
      ),
    );
    ok("r" in (await readAdapter(path)).config!);
    await writeAdapter(path, smallAdapter("pfeiffer"), { overwrite: true });
    ok("mh_adapter" in (await readAdapter(path)).config!);
    deepStrictEqual(namesIn(folder), ["adapter"]);
  });
});

Deno.test("writeAdapter() refuses a name that would be two parts of a tensor's name", async () => {
  await inTemporaryFolder(async (folder) => {
    const adapter = { ...smallAdapter("lora"), name: "v1.5" };
    await rejects(
      writeAdapter(`${folder}/a`, adapter, { overwrite: false }),
      inputError(
        'Cannot name an adapter "v1.5": the name is empty or has a dot, expected another --name',
      ),
    );
    deepStrictEqual(namesIn(folder), []);
  });
});

Deno.test("writeAdapter() takes the embedded model for no repository, in any folder", async () => {
  await inTemporaryFolder((folder) =>
    inFolder(folder, async () => {
      const adapter = smallAdapter("lora");
      for (const [name, stated] of [["data/tiny", false], ["o/n", true]]) {
        const model = { ...adapter.model, name: `${name}` };
        await writeAdapter("a", { ...adapter, model }, { overwrite: true });
        const card = await Deno.readTextFile("a/README.md");
        strictEqual(card.includes("base_model: "), stated);
      }
    })
  );
});

/** Alpha of a LoRA with rank 3 and alpha 8 that a version's library wrote. */
async function alphaReadFrom(version: string | undefined): Promise<number> {
  let alpha = 0;
  await inTemporaryFolder(async (folder) => {
    await writeAdapter(`${folder}/a`, smallAdapter("lora"), {
      overwrite: false,
    });
    const path = `${folder}/a/adapter_config.json`;
    const stated = JSON.parse(await Deno.readTextFile(path));
    await Deno.writeTextFile(path, formatJson({ ...stated, version }));
    const { config } = await readAdapter(`${folder}/a`);
    ({ alpha } = config as LoraConfig);
  });
  return alpha;
}

const alphas: [version: string | undefined, alpha: number][] = [
  ["adapters.0.1.0", 3],
  ["adapters.0.2.2", 3],
  ["adapters.1.0.1", 3],
  ["adapters.1.1.0", 8],
  ["adapters.1.2.0", 8],
  ["adapters.2.0.0", 8],
  ["0.1.0", 3], // the library's first files
  ["3.2.1", 8], // adapter-transformers
  [undefined, 8],
];

for (const [version, alpha] of alphas) {
  Deno.test(`readAdapter() takes a LoRA of version ${version} with alpha ${alpha}`, async () => {
    strictEqual(await alphaReadFrom(version), alpha);
  });
}

Deno.test("readAdapter() refuses a directory that is not there", async () => {
  await rejects(readAdapter("/nowhere"), {
    kind: "input",
    message:
      'Cannot read "/nowhere": there is no such directory, expected an adapter with adapter_config.json and adapter.safetensors',
  });
});

Deno.test("readAdapter() refuses a directory without an adapter", async () => {
  await inTemporaryFolder(async (folder) => {
    await rejects(readAdapter(folder), {
      kind: "input",
      message:
        `Cannot read "${folder}/adapter_config.json": there is no such file, expected an adapter directory with adapter_config.json and adapter.safetensors`,
    });
  });
});

Deno.test("readAdapter() refuses tensors that are no adapter's", async () => {
  await inTemporaryFolder(async (folder) => {
    const adapter = smallAdapter("pfeiffer");
    const [tensor] = adapter.weights.values();
    const weights = new Map([["encoder.layer.0.output.dense.weight", tensor!]]);
    await rejects(
      roundTrip({ ...adapter, weights }, folder),
      inputError(
        `Cannot use "${folder}/adapter": it has a tensor "roberta.encoder.layer.0.output.dense.weight", expected only those of a bottleneck, a LoRA or a classification head`,
      ),
    );
  });
});

Deno.test("readAdapter() reads the adapter of another type of model, under whole names", async () => {
  await inTemporaryFolder(async (folder) => {
    const adapter = smallAdapter("pfeiffer");
    const [[, tensor]] = adapter.weights as unknown as [[string, HostTensor]];
    const name = "transformer.h.0.mlp.adapter_up.weight";
    const model = { ...adapter.model, type: "gpt2", prefix: "" };
    const other = { ...adapter, model, weights: new Map([[name, tensor]]) };
    const read = await roundTrip(other, folder);
    deepStrictEqual(read.model, model);
    deepStrictEqual([...read.weights.keys()], [name]);
  });
});

Deno.test("writeAdapter() keeps the names of an encoder that was saved bare", async () => {
  await inTemporaryFolder(async (folder) => {
    const adapter = smallAdapter("pfeiffer");
    const model = { ...adapter.model, prefix: "" };
    const read = await roundTrip({ ...adapter, model }, folder);
    deepStrictEqual(read.model, model);
    const { weights } = await readSafetensors(
      `${folder}/adapter/adapter.safetensors`,
    );
    const [name = ""] = weights.keys();
    ok(name.startsWith("encoder.layer.0."), name);
  });
});

Deno.test("readAdapter() refuses weights that are not finite", async () => {
  await inTemporaryFolder(async (folder) => {
    const { head, ...adapter } = smallAdapter("lora");
    const spoilt = (weights: Weights, value: number) =>
      new Map([...weights].map(([name, { shape, data }]) => [name, {
        shape,
        data: data.with(1, value),
      }]));
    for (
      const [wrong, message] of [
        [
          { ...adapter, weights: spoilt(adapter.weights, NaN) },
          /: a weight in "encoder\.layer\.0\.attention\.self\.query\.lora_A" is NaN, expected finite numbers$/,
        ],
        [
          {
            ...adapter,
            head: { ...head!, weights: spoilt(head!.weights, -Infinity) },
          },
          /: a weight in "heads\.1\.weight" is -Infinity, expected finite numbers$/,
        ],
      ] as const
    ) {
      await rejects(roundTrip(wrong, folder), { name: "Failure", message });
    }
  });
});
