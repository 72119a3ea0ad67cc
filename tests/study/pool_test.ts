import { deepStrictEqual, notStrictEqual, rejects } from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import type { Adapter } from "../../lib/adapter/adapter.ts";
import { writeAdapter } from "../../lib/adapter/file.ts";
import type { Model } from "../../lib/model/loaded.ts";
import { type Pool, poolDigests, readPool } from "../../lib/study/pool.ts";
import { smallAdapter, smallCheckpoint } from "../adapter/made_adapter.ts";
import { inTemporaryFolder } from "../io/temporary_folder.ts";

/** Only shape and name of the model are looked at. */
const model = smallCheckpoint as Model;

/** Writes a copy of an adapter under each name. */
async function written(
  folder: string,
  names: readonly string[],
  adapter = smallAdapter("pfeiffer"),
): Promise<string[]> {
  const paths = names.map((name) => `${folder}/${name}`);
  for (const path of paths) {
    await writeAdapter(path, adapter, { overwrite: false });
  }
  return paths;
}

Deno.test("readPool() names adapters by their directories", async () => {
  await inTemporaryFolder(async (folder) => {
    const paths = await written(folder, ["b", "a"]);
    deepStrictEqual([...(await readPool(model, paths)).keys()], ["b", "a"]);
    deepStrictEqual([...(await readPool(model, [folder])).keys()], ["a", "b"]);
  });
});

Deno.test("readPool() refuses names that are those of mixtures", async () => {
  await inTemporaryFolder(async (folder) => {
    await written(folder, ["a", "b", "a+b"]);
    await rejects(
      readPool(model, [folder]),
      inputError(
        'Cannot name mixtures of "a+b": the name has a "+", which joins names in rows, expected a name without',
      ),
    );
  });
});

Deno.test("readPool() refuses an adapter that is given twice", async () => {
  await inTemporaryFolder(async (folder) => {
    const [path] = await written(folder, ["a"]);
    await rejects(
      readPool(model, [path!, path!]),
      inputError(
        `Cannot name mixtures of "${path}": it is there twice, expected different ones`,
      ),
    );
  });
});

Deno.test("readPool() refuses adapters that cannot be judged", async () => {
  await inTemporaryFolder(async (folder) => {
    const { head: _, ...bare } = smallAdapter("pfeiffer");
    const paths = await written(folder, ["a", "b"], bare);
    await rejects(
      readPool(model, paths),
      inputError(
        `Cannot judge mixtures of "${
          paths[0]
        }": it has no head, expected one for its own test set`,
      ),
    );
  });
});

Deno.test("poolDigests() are of the weights and of what they mean", () => {
  const lora = smallAdapter("lora");
  const { config, head, weights } = lora;
  const digestOf = (adapter: Adapter) => {
    const pool = new Map([["a", adapter]]) as unknown as Pool;
    return poolDigests(pool)["adapter a"];
  };
  const first = digestOf(lora);
  deepStrictEqual(digestOf({ ...lora, metadata: {}, name: "other" }), first);
  const labels = [...head!.config.labels].reverse();
  const others: Adapter[] = [
    {
      ...lora,
      config: { ...config!, alpha: 16 } as Adapter["config"] & object,
    },
    { ...lora, head: { ...head!, config: { ...head!.config, labels } } },
    {
      ...lora,
      weights: new Map(
        [...weights].map(([name, { shape, data }]) => [
          name,
          { shape, data: data.map((value) => value + 1) },
        ]),
      ),
    },
  ];
  for (const other of others) notStrictEqual(digestOf(other), first);
});
