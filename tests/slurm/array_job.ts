/**
 * Every mixture of ten adapters as a Slurm array, one of whose nodes dies.
 *
 *   deno task test:slurm
 *
 * Needs root, and Debian's packages slurm-wlm and munge.
 */
import { deepStrictEqual, ok } from "node:assert/strict";
import { readRows } from "../../lib/io/rows.ts";
import { studyRows } from "../../lib/study/ledger.ts";
import type { StudyRow } from "../../lib/study/row.ts";
import { inTemporaryFolder } from "../io/temporary_folder.ts";
import { run, summaryOf } from "../scripts/command.ts";
import { writeUntrainedAdapters } from "../untrained_adapters.ts";
import { type Cluster, startCluster, until } from "./cluster.ts";

const ADAPTERS = 10;
const CELLS = ADAPTERS * 2 ** (ADAPTERS - 1);
const TASKS = 4;

/** Rows in an order of their own: shards write them in any order. */
function sorted(rows: readonly StudyRow[]): string[] {
  return rows.map((row) => JSON.stringify(row)).sort();
}

/** Rows that a task has written. */
async function rowsOf(out: string, task: number): Promise<number> {
  const path = `${out}/rows-${task}-of-${TASKS}.jsonl`;
  return (await readRows(path)).length;
}

/** Submits the job and takes node2 away while its first task is at work. */
async function runWithDeath(cluster: Cluster, out: string, job: string) {
  await cluster.slurm("sbatch", job);
  const tasks = Array.from({ length: TASKS }, (_, i) => i + 1);
  let running = 0;
  await until("a task on node2 has written rows", async () => {
    const line = await cluster.slurm(
      "squeue",
      "-h",
      "-t",
      "R",
      "-w",
      "node2",
      "-o",
      "%K",
    );
    running = Number(line.trim().split("\n")[0]);
    return tasks.includes(running) && await rowsOf(out, running) > 0;
  });
  const before = await rowsOf(out, running);
  await cluster.kill("node2");
  await until(
    "the dead node's task waits again",
    async () =>
      (await cluster.slurm("squeue", "-h", "-t", "PD", "-r", "-o", "%K"))
        .split("\n").includes(`${running}`),
  );
  await cluster.start("node2");
  await until(
    "all tasks have ended",
    async () => (await cluster.slurm("squeue", "-h")).trim() === "",
  );
  return { task: running, before };
}

Deno.test("mixtures as a Slurm array equals one machine's, though a node dies", async () => {
  await inTemporaryFolder(async (folder) => {
    await writeUntrainedAdapters(`${folder}/adapters`, ADAPTERS);
    const words = [
      "--adapters",
      `${folder}/adapters`,
      "--limit-examples",
      "40",
    ];
    const alone = `${folder}/alone`;
    await summaryOf("mixtures", [...words, "--out", alone]);

    const out = `${folder}/array`;
    await Deno.mkdir(out);
    const { stdout } = await run("mixtures", [
      ...words,
      ...["--out", out, "--slurm", TASKS],
    ]);
    await Deno.writeTextFile(`${folder}/job.sbatch`, stdout);
    const cluster = await startCluster(folder);
    try {
      const { task, before } = await runWithDeath(
        cluster,
        out,
        `${folder}/job.sbatch`,
      );
      ok(await rowsOf(out, task) > before, `task ${task} did not go on`);
    } finally {
      await cluster.stop();
    }

    const rows = await studyRows(out);
    deepStrictEqual(rows.length, ADAPTERS + CELLS); // a majority a target
    deepStrictEqual(sorted(rows), sorted(await studyRows(alone)));
  });
});
