import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { readAdapter, writeAdapter } from "../../lib/adapter/file.ts";
import { originMetadata, originsOf } from "../../lib/adapter/origin.ts";
import { assertClose } from "../check.ts";
import { numbersOf } from "../mix/made_adapter.ts";
import { inTemporaryFolder, namesIn } from "../io/temporary_folder.ts";
import { refusalOf, summaryOf } from "./command.ts";
import { modelOf, parity, shortRun } from "./fixture.ts";

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
      "README.md",
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

Deno.test("mix writes down what it did, density and sparsity both", async () => {
  await inTemporaryFolder(async (folder) => {
    const out = `${folder}/out`;
    const told = {
      ...{ weights: [2, 1], density: 0.25, sparsity: 0.75 },
      sign_change: [0, 0],
    };
    const summary = await summaryOf("mix", [
      ...["--method", "dare_ties", "--sparsity", 0.75, "--weights", "2,1"],
      ...["--out", out, ADAPTER, ADAPTER],
    ]);
    deepStrictEqual(summary, {
      out,
      method: "dare_ties",
      mixed: [ADAPTER, ADAPTER],
      ...told,
      shared_initial_weights: "unknown",
    });
    const { metadata } = await readAdapter(out);
    deepStrictEqual(JSON.parse(metadata.mixed!), {
      method: "dare_ties",
      adapters: ["task", "task"],
      ...told,
    });
  });
});

Deno.test("mix says how many signs of each adapter it turned round", async () => {
  await inTemporaryFolder(async (folder) => {
    const [trained, out] = [`${folder}/trained`, `${folder}/out`];
    await summaryOf("train", [
      ...shortRun(CASE),
      ...["--adapter-init", ADAPTER, "--learning-rate", 1, "--out", trained],
    ]);
    for (const method of ["average", "ties", "task_arithmetic"]) {
      const { sign_change: shares } = await summaryOf<
        { sign_change: number[] }
      >("mix", [
        ...["--method", method, "--overwrite", "--out", out],
        ...[ADAPTER, trained],
      ]);
      const [a, b, mixed] = await Promise.all(
        [ADAPTER, trained, out].map(async (path) =>
          numbersOf((await readAdapter(path)).weights)
        ),
      );
      deepStrictEqual(
        shares,
        [a!, b!].map((own) =>
          own.filter((value, i) => value * mixed![i]! < 0).length / own.length
        ),
      );
      ok(shares[0]! > 0, method);
    }
  });
});

Deno.test("mix by cat writes a LoRA of the ranks' sum", async () => {
  await inTemporaryFolder(async (folder) => {
    const [one, out] = [`${parity("roberta-lora")}/adapter`, `${folder}/out`];
    const words = ["--method", "cat", "--out", out, one, one];
    const summary = await summaryOf<object>("mix", words);
    ok(!("sign_change" in summary), "no weight stands for a member's");
    const [before, after] = [await readAdapter(one), await readAdapter(out)];
    const { r } = before.config as { r: number };
    const { r: rank, alpha } = after.config as { r: number; alpha: number };
    deepStrictEqual([rank, alpha], [2 * r, 2 * r]);
  });
});

for (const method of ["fisher", "regmean", "greedy_soup", "adapter_soup"]) {
  Deno.test(`mix by ${method} looks at data, and gives an adapter back for copies`, async () => {
    await inTemporaryFolder(async (folder) => {
      const out = `${folder}/out`;
      const data = `${parity(CASE)}/data.csv`;
      const own = ["--own-datasets", `${data},${data}`];
      await summaryOf("mix", [
        ...["--method", method, "--limit-examples", 4, "--out", out],
        ...modelOf(CASE),
        ...(method === "greedy_soup" ? [] : own),
        ...(method.endsWith("soup") ? ["--dataset", data] : []),
        ...(method === "adapter_soup" ? ["--selection", "clustering"] : []),
        ...[ADAPTER, ADAPTER],
      ]);
      const { weights } = await readAdapter(out);
      const { weights: before } = await readAdapter(ADAPTER);
      strictEqual(weights.size, before.size);
      for (const [name, { data }] of weights) {
        assertClose(data, before.get(name)!.data, {
          tolerance: 1e-7,
          what: name,
        });
      }
    });
  });
}

Deno.test("mix names as members of a soup those that it chose", async () => {
  await inTemporaryFolder(async (folder) => {
    const data = `${folder}/data.csv`;
    // All of the class that the adapter predicts; one that is turned round does not.
    const texts = ["xray iron", "play gain news", "fine harm", "year dark"];
    await Deno.writeTextFile(
      data,
      ["text,label", ...texts.map((text) => `${text},1`), ""].join("\n"),
    );
    const good = await readAdapter(ADAPTER);
    const write = async (name: string, times: number) => {
      const weights = new Map(
        [...good.weights].map(([name, { shape, data }]) => [
          name,
          { shape, data: data.map((value) => times * value) },
        ]),
      );
      const metadata = {
        initial_weights: name,
        ...originMetadata([{ place: name }]),
      };
      const path = `${folder}/${name}`;
      await writeAdapter(path, { ...good, name, weights, metadata }, {
        overwrite: false,
      });
      return path;
    };
    const [one, bad] = [await write("one", 1), await write("bad", -30)];
    const out = `${folder}/out`;
    const soupOf = (...words: string[]) =>
      summaryOf("mix", [
        ...["--method", "greedy_soup", "--dataset", data, "--overwrite"],
        ...[...modelOf(CASE), "--out", out, ...words],
      ]);

    const chosen = { chosen: ["one"], offered: ["one", "bad"] };
    deepStrictEqual(await soupOf(one, bad), {
      out,
      method: "greedy_soup",
      mixed: [one],
      ...chosen,
      shared_initial_weights: "yes",
    });
    const { weights, metadata } = await readAdapter(out);
    deepStrictEqual(numbersOf(weights), numbersOf(good.weights));
    deepStrictEqual(JSON.parse(metadata.mixed!), {
      method: "greedy_soup",
      adapters: ["one"],
      ...chosen,
    });
    deepStrictEqual(originsOf({ metadata }), [{ place: "one" }]);
    deepStrictEqual([metadata.initial_weights, metadata.fsd], [
      "one",
      undefined,
    ]);
    const card = await Deno.readTextFile(`${out}/README.md`);
    ok(card.includes("mixed of 1 of 2 adapters on offer."), card);
    ok(card.includes("- Members: one\n- Offered, and left out: bad\n"), card);

    // The head that goes along has seen its data, whatever was chosen.
    await soupOf(bad, one);
    deepStrictEqual(originsOf(await readAdapter(out)), [
      { place: "bad" },
      { place: "one" },
    ]);
    await soupOf("--head", "none", bad, one);
    deepStrictEqual(originsOf(await readAdapter(out)), [{ place: "one" }]);
  });
});

Deno.test("mix refuses what a method does not read, and says what data it lacks", async () => {
  await inTemporaryFolder(async (folder) => {
    const refused = (...args: string[]) =>
      refusalOf("mix", [
        ...args,
        ...modelOf(CASE),
        ...["--out", `${folder}/out`, ADAPTER],
      ]);
    deepStrictEqual(await refused("--lambda", "2"), [
      2,
      "Cannot mix by average: it is given --lambda, expected only --weights, --space",
    ]);
    deepStrictEqual(await refused("--method", "greedy_soup"), [
      2,
      "Cannot mix by greedy_soup: no data of the target is given, expected --dataset",
    ]);
    deepStrictEqual(await refused("--method", "fisher"), [
      2,
      `Cannot mix by fisher: "${ADAPTER}" does not say what it was trained on, expected --own-datasets`,
    ]);
    deepStrictEqual(
      await refused("--method", "fisher", "--own-datasets", "a,b"),
      [
        2,
        "Cannot find what the adapters were trained on: --own-datasets names 2, expected 1, one for each adapter",
      ],
    );
    deepStrictEqual(namesIn(folder), []);
  });
});
