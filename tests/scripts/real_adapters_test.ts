import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { readSafetensors } from "../../lib/io/safetensors.ts";
import { inTemporaryFolder } from "../io/temporary_folder.ts";
import { summaryOf } from "./command.ts";
import { readCells } from "./predictions.ts";

const SHARED = fileURLToPath(
  new URL("../../../shared/adapters/", import.meta.url),
);

/** Whether the adapters of others lie beside the repository. */
function isShared(): boolean {
  try {
    return Deno.statSync(SHARED).isDirectory;
  } catch {
    return false;
  }
}

function testShared(name: string, fn: (folder: string) => Promise<void>) {
  Deno.test({
    name: `${name} (if shared/adapters is there)`,
    ignore: !isShared(),
    fn: () => inTemporaryFolder(fn),
  });
}

testShared("fsd_heatmap of LoRAs that others trained", async (folder) => {
  const names = ["init", "sst2", "cola", "mnli"];
  const csv = `${folder}/fsd.csv`;
  const { weights } = await summaryOf("fsd_heatmap", [
    ...["--out", `${folder}/fsd`, "--csv", csv],
    ...names.map((name) => `${SHARED}bert-base-lora-r1-${name}`),
  ]);
  strictEqual(weights, 55_296);
  const [, init = [], sst2 = []] = await readCells(csv);
  deepStrictEqual(
    [...init.slice(2), ...sst2.slice(3)].map((cell) => Number(cell).toFixed(4)),
    ["0.0868", "0.1322", "0.1968", "0.3998", "0.4393"],
  );
});

testShared(
  "convert of a LoRA that others trained, there and back",
  async (folder) => {
    const source = `${SHARED}roberta-base-lora-r6-agnews`;
    const [hub, peft] = [`${folder}/hub`, `${folder}/peft`];
    await summaryOf("convert", ["--to", "adapterhub", "--out", hub, source]);
    await summaryOf("convert", ["--to", "peft", "--out", peft, hub]);
    const read = async (path: string) => {
      const { weights } = await readSafetensors(
        `${path}/adapter_model.safetensors`,
      );
      return new Map([...weights].sort());
    };
    deepStrictEqual(await read(peft), await read(source));
    const config = async (path: string) =>
      JSON.parse(await Deno.readTextFile(`${path}/adapter_config.json`));
    const [before, after] = [await config(source), await config(peft)];
    for (const key of ["r", "lora_alpha", "lora_dropout", "task_type"]) {
      strictEqual(after[key], before[key], key);
    }
    deepStrictEqual(after.target_modules, ["query", "key", "value"]);
  },
);

testShared(
  "mix of two LoRAs of DistilBERT that others trained",
  async (folder) => {
    const out = `${folder}/out`;
    const paths = ["imdb", "emotion"].map((end) =>
      `${SHARED}distilbert-lora-r8-${end}`
    );
    await summaryOf("mix", ["--out", out, ...paths]);
    const [a, b, mixed] = await Promise.all(
      [...paths, out].map((path) =>
        readSafetensors(`${path}/adapter_model.safetensors`)
      ),
    );
    deepStrictEqual(
      [...mixed!.weights.keys()].sort(),
      [...a!.weights.keys()]
        .sort(),
    );
    for (const [name, { data }] of mixed!.weights) {
      const [x, y] = [a!.weights.get(name)!.data, b!.weights.get(name)!.data];
      // What is no factor is the head of the first one.
      const expected = name.includes(".lora_")
        ? (i: number) => (x[i]! + y[i]!) / 2
        : (i: number) => x[i]!;
      const wrong = data.findIndex((value, i) =>
        Math.abs(value - expected(i)) > 1e-7 * (1 + Math.abs(value))
      );
      strictEqual(wrong, -1, name);
    }
    const card = await Deno.readTextFile(`${out}/README.md`);
    ok(card.includes('base_model: "distilbert-base-uncased"\n'), card);
    ok(card.includes("| distilbert-lora-r8-imdb | 0.0000 | 0.4966 |"), card);
  },
);
