import {
  deepStrictEqual,
  rejects,
  strictEqual,
  throws,
} from "node:assert/strict";
import { Failure, inputError } from "../../lib/io/failure.ts";
import { appendRows } from "../../lib/io/rows.ts";
import {
  lockRows,
  readShards,
  rowFile,
  shardFrom,
} from "../../lib/study/shard.ts";
import { inTemporaryFolder } from "../io/temporary_folder.ts";

const row = (target: string, value: number) => ({
  metric: "majority",
  target,
  value,
});

Deno.test("shardFrom() takes what is given, else a Slurm task, else all", () => {
  deepStrictEqual(shardFrom("2/8", {}), { index: 2, count: 8 });
  deepStrictEqual(shardFrom(undefined, {}), { index: 1, count: 1 });
  const task = (
    SLURM_ARRAY_TASK_ID: string,
    SLURM_ARRAY_TASK_MIN?: string,
  ) => ({
    SLURM_ARRAY_TASK_ID,
    SLURM_ARRAY_TASK_MIN,
    SLURM_ARRAY_TASK_COUNT: "4",
  });
  deepStrictEqual(shardFrom(undefined, task("0")), { index: 1, count: 4 });
  deepStrictEqual(shardFrom(undefined, task("4", "1")), { index: 4, count: 4 });
  deepStrictEqual(shardFrom("1/1", task("3")), { index: 1, count: 1 });
});

Deno.test("shardFrom() refuses what is no part", () => {
  for (const text of ["0/4", "5/4", "1/0", "2", "a/b", "1/2/3", ""]) {
    throws(
      () => shardFrom(text, {}),
      inputError(
        `Cannot divide the work: --shard is ${text}, expected i/n with i from 1 to n`,
      ),
    );
  }
  throws(
    () =>
      shardFrom(undefined, {
        SLURM_ARRAY_TASK_ID: "9",
        SLURM_ARRAY_TASK_COUNT: "4",
      }),
    inputError(
      "Cannot divide the work: task 9 of Slurm's array of 4 is given, expected i/n with i from 1 to n",
    ),
  );
});

Deno.test("rowFile() gives each part a file of its own", () => {
  strictEqual(rowFile({ index: 1, count: 1 }), "rows.jsonl");
  strictEqual(rowFile({ index: 3, count: 12 }), "rows-03-of-12.jsonl");
});

Deno.test("lockRows() keeps one part to one process, and lets others at theirs", () =>
  inTemporaryFolder(async (folder) => {
    using _first = await lockRows(folder, { index: 1, count: 2 });
    using _second = await lockRows(folder, { index: 2, count: 2 });
    using _whole = await lockRows(folder);
    await rejects(
      lockRows(folder, { index: 2, count: 2 }),
      new Failure(
        "stopped",
        `Cannot write "${folder}/rows-2-of-2.jsonl": another process is writing it, expected its end or another name`,
      ),
    );
    // What holds the locks is not taken for rows.
    deepStrictEqual(await readShards(folder, JSON.stringify), []);
  }));

Deno.test("readShards() merges the files of any number of parts, each row once", async () => {
  await inTemporaryFolder(async (folder) => {
    await appendRows(`${folder}/rows.jsonl`, [row("a", 1)]);
    await appendRows(`${folder}/rows-1-of-2.jsonl`, [row("b", 2), row("a", 1)]);
    await appendRows(`${folder}/rows-2-of-2.jsonl`, [row("c", 3)]);
    await appendRows(`${folder}/rows-4-of-4.jsonl`, [row("b", 2)]);
    await Deno.writeTextFile(`${folder}/rows.jsonl.other`, "not rows");
    // deno-lint-ignore no-explicit-any -- only what a row is known by
    const merged = await readShards(folder, (row: any) => row.target);
    deepStrictEqual(
      merged.map(({ ...row }) => row).toSorted((a, b) =>
        JSON.stringify(a) < JSON.stringify(b) ? -1 : 1
      ),
      [row("a", 1), row("b", 2), row("c", 3)],
    );
  });
});

Deno.test("readShards() of no folder is nothing", async () => {
  deepStrictEqual(await readShards("/no/such/folder", () => ""), []);
});

Deno.test("readShards() refuses two parts that disagree", async () => {
  await inTemporaryFolder(async (folder) => {
    await appendRows(`${folder}/rows-1-of-2.jsonl`, [row("a", 1)]);
    await appendRows(`${folder}/rows-2-of-2.jsonl`, [row("a", 2)]);
    await rejects(
      readShards(folder, () => "a"),
      inputError(
        `Cannot merge the rows in "${folder}": "rows-2-of-2.jsonl" has 2 for a, expected 1 as in another file`,
      ),
    );
  });
});

Deno.test("readShards() reads a greedy set of an earlier version with its rule", () =>
  inTemporaryFolder(async (folder) => {
    const set = { metric: "greedy", order: "largest", k: 1, mixed: "a" };
    await appendRows(`${folder}/rows.jsonl`, [
      set,
      { ...set, rule: "row-mean" }, // a study that the next version went on with
    ]);
    const keyOf = (row: object) => JSON.stringify(Object.entries(row).sort());
    deepStrictEqual(await readShards(folder, keyOf), [
      { ...set, rule: "row-mean" },
    ] as object[]);
  }));
