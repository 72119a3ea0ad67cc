import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { existsSync } from "node:fs";
import { slurmJob } from "../../lib/study/slurm_job.ts";
import { inTemporaryFolder } from "../io/temporary_folder.ts";

/**
 * Runs a job's text as Slurm would run task 2, with other programs of its names.
 *
 * @param folder Where the job works.
 * @param command The command that is split.
 * @param ready File whose appearance ends the job's time, if anything does.
 */
async function run(
  folder: string,
  command: readonly string[],
  ready?: string,
) {
  const job = slurmJob({ tasks: 4, command, directory: folder, out: "out" });
  await Deno.writeTextFile(`${folder}/job`, job);
  await Deno.writeTextFile(
    `${folder}/scontrol`,
    '#!/bin/sh\necho "scontrol $*"\n',
    { mode: 0o755 },
  );
  const child = new Deno.Command("sh", {
    args: [`${folder}/job`],
    env: {
      PATH: `${folder}:${Deno.env.get("PATH")}`,
      SLURM_ARRAY_JOB_ID: "77",
      SLURM_ARRAY_TASK_ID: "2",
    },
    stdout: "piped",
  }).spawn();
  const output = child.output();
  if (ready) await terminate(child, `${folder}/${ready}`);
  const { code, stdout } = await output;
  return { code, said: new TextDecoder().decode(stdout).trim() };
}

/** Tells a process to stop, once a file is there. */
async function terminate(process: Deno.ChildProcess, ready: string) {
  let ended = false;
  process.status.then(() => ended = true);
  while (!ended && !existsSync(ready)) {
    await new Promise((done) => setTimeout(done, 10));
  }
  if (!ended) process.kill("SIGTERM");
}

Deno.test("slurmJob() gives each task its part, words unharmed", async () => {
  await inTemporaryFolder(async (folder) => {
    const words = ["echo", "--out", "it's a $folder", "a,b"];
    deepStrictEqual(await run(folder, words), {
      code: 0,
      said: "--out it's a $folder a,b --shard 2/4",
    });
  });
});

Deno.test("slurmJob() keeps the exit code of a failure", async () => {
  await inTemporaryFolder(async (folder) => {
    strictEqual((await run(folder, ["sh", "-c", "exit 3"])).code, 3);
  });
});

Deno.test({
  name:
    "slurmJob() tells the program that time is over, and requeues what stops cleanly",
  ignore: Deno.build.os === "windows",
  async fn() {
    await inTemporaryFolder(async (folder) => {
      const program =
        `trap 'exit 75' TERM; : > '${folder}/ready'; while :; do sleep 0.1; done`;
      deepStrictEqual(
        await run(folder, ["sh", "-c", program], "ready"),
        { code: 0, said: "scontrol requeue 77_2" },
      );
    });
  },
});

Deno.test("slurmJob() is an array of all parts that Slurm may requeue", () => {
  const job = slurmJob({
    tasks: 8,
    command: ["deno", "task", "mixtures"],
    directory: "/home/me",
    out: "results/mixtures",
  });
  const options = job.split("\n").filter((line) => line.startsWith("#SBATCH "));
  ok(options.includes("#SBATCH --array=1-8"));
  ok(options.includes("#SBATCH --requeue"));
  ok(options.includes("#SBATCH --output=results/mixtures/slurm-%A_%a.log"));
});
