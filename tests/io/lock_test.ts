import { deepStrictEqual, rejects } from "node:assert/strict";
import { Failure } from "../../lib/io/failure.ts";
import { lockOutput } from "../../lib/io/lock.ts";
import { inTemporaryFolder, namesIn } from "./temporary_folder.ts";

/** Locks an output in a process of its own, says so, and waits to be killed. */
async function startHolder(
  path: string,
  options: Deno.CommandOptions = {},
): Promise<Deno.ChildProcess> {
  const lock = import.meta.resolve("../../lib/io/lock.ts");
  const code = `import { lockOutput } from ${JSON.stringify(lock)};
    const held = await lockOutput(Deno.args[0]);
    console.log("held");
    setInterval(() => held, 1000);`;
  const holder = new Deno.Command(Deno.execPath(), {
    ...options,
    args: ["eval", "--no-check", code, path],
    stdout: "piped",
  }).spawn();
  const reader = holder.stdout.getReader();
  await reader.read();
  await reader.cancel();
  return holder;
}

Deno.test("lockOutput() keeps a second one out until the first is disposed of", () =>
  inTemporaryFolder(async (folder) => {
    const path = `${folder}/runs/a`;
    const refused = new Failure(
      "stopped",
      `Cannot write "${path}": another process is writing it, expected its end or another name`,
    );
    {
      using _ = await lockOutput(path);
      deepStrictEqual(namesIn(`${folder}/runs`), [".a.lock"]);
      await rejects(lockOutput(path), refused);
      using _other = await lockOutput(`${folder}/runs/b`);
    }
    deepStrictEqual(namesIn(`${folder}/runs`), []);
    (await lockOutput(path))[Symbol.dispose]();
  }));

Deno.test("lockOutput() is given up when its folder is removed first", () =>
  inTemporaryFolder(async (folder) => {
    using _ = await lockOutput(`${folder}/runs/a`);
    await Deno.remove(`${folder}/runs`, { recursive: true });
  }));

Deno.test("lockOutput() is refused by a running process, and not by a killed one", () =>
  inTemporaryFolder(async (folder) => {
    const path = `${folder}/a`;
    const holder = await startHolder(path);
    await rejects(lockOutput(path), { kind: "stopped" });
    holder.kill("SIGKILL");
    await holder.status;
    deepStrictEqual(namesIn(folder), [".a.lock"]);
    using _ = await lockOutput(path);
  }));

Deno.test("lockOutput() knows an output by whatever name", () =>
  inTemporaryFolder(async (folder) => {
    await Deno.mkdir(`${folder}/runs/a`, { recursive: true });
    await Deno.symlink("runs", `${folder}/link`);
    await Deno.symlink("link/a", `${folder}/deep`);
    await Deno.symlink("runs/new", `${folder}/none`);
    const stopped = { kind: "stopped" };
    {
      using _ = await lockOutput(`${folder}/runs/a`);
      await rejects(lockOutput(`${folder}/deep`), stopped);
      await rejects(lockOutput(`${folder}/link/a/`), stopped);
      using _new = await lockOutput(`${folder}/none`);
      await rejects(lockOutput(`${folder}/link/new`), stopped);
      deepStrictEqual(namesIn(folder), ["deep", "link", "none", "runs"]);
    }
    const holder = await startHolder(".", { cwd: `${folder}/runs/a` });
    await rejects(lockOutput(`${folder}/runs/a`), stopped);
    deepStrictEqual(namesIn(`${folder}/runs/a`), []);
    holder.kill("SIGKILL");
    await holder.status;
  }));

Deno.test("lockOutput() makes the folder of an output that a link leads to", () =>
  inTemporaryFolder(async (folder) => {
    await Deno.symlink("scratch/study", `${folder}/study`);
    using _ = await lockOutput(`${folder}/study/rows.jsonl`);
    const names = namesIn(`${folder}/scratch/study`);
    deepStrictEqual(names, [".rows.jsonl.lock"]);
  }));

Deno.test("lockOutput() takes over what another user's killed process left", () =>
  inTemporaryFolder(async (folder) => {
    const path = `${folder}/a`;
    await Deno.writeTextFile(`${folder}/.a.lock`, "");
    const { open } = Deno;
    const denied = new Deno.errors.PermissionDenied("open");
    try {
      Deno.open = (path, options) =>
        options?.write ? Promise.reject(denied) : open(path, options);
      using _ = await lockOutput(path);
      await rejects(lockOutput(path), { kind: "stopped" });
      await rejects(lockOutput(`${folder}/b`), denied);
    } finally {
      Deno.open = open;
    }
  }));

Deno.test("lockOutput() lets everybody go on where the disk knows no locks", () =>
  inTemporaryFolder(async (folder) => {
    const { prototype } = Deno.FsFile;
    const { tryLock } = prototype;
    const throwing = (error: Error) => () => Promise.reject(error);
    const path = `${folder}/a`;
    try {
      const lacking = Object.assign(new Error("os error 37"), {
        code: "ENOLCK",
      });
      for (const error of [lacking, new Deno.errors.NotSupported()]) {
        prototype.tryLock = throwing(error);
        using _ = await lockOutput(path);
        using _other = await lockOutput(path);
      }
      prototype.tryLock = throwing(new Error("broken"));
      await rejects(lockOutput(path), new Error("broken"));
    } finally {
      prototype.tryLock = tryLock;
    }
  }));
