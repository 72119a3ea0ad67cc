/**
 * Feeds damaged files to a reader: each must be read or refused in words.
 *
 * @module
 */
import { ok } from "node:assert/strict";
import { cpuUsage } from "node:process";
import { Failure } from "../../lib/io/failure.ts";
import { random } from "../../lib/math/random.ts";
import { mutate } from "./mutate.ts";

/** A reader and what it reads. */
export interface Target {
  /** Name of the file that is damaged. */
  readonly file: string;
  /** What well-formed files hold. */
  readonly valid: readonly Uint8Array[];
  /** Files beside it, by name, which stay whole. */
  readonly beside?: Readonly<Record<string, Uint8Array>>;
  /** Puts damaged bytes into a file that is sound itself. */
  readonly pack?: (damaged: Uint8Array) => Uint8Array;
  /** Reads the folder with the files. */
  read(folder: string): Promise<unknown>;
}

/** Files of each target. */
const FILES = 2000;
/** Longest time that one file may keep the processor busy, in milliseconds. */
const MAX_TIME = 1000;
/** Most memory that the process may grow by, in bytes. */
const MAX_GROWTH = 400_000_000;

/** The form of messages for the user, of one sentence without a full stop. */
const SENTENCE = /^Cannot [^]+?(?:: | has | is |, )[^]*, ?expected [^]*[^.]$/;

/** A folder in memory, where the system has one. */
const memory = await Deno.stat("/dev/shm").then(
  ({ isDirectory }) => isDirectory ? { dir: "/dev/shm" } : {},
  () => ({}),
);

/**
 * Registers a test of a reader.
 *
 * @param name What the reader reads.
 * @param target The reader.
 */
export function fuzz(name: string, target: Target) {
  Deno.test(`${FILES} damaged files of ${name} are read or refused in words`, async () => {
    const folder = await Deno.makeTempDir({ ...memory, prefix: "mixology-" });
    try {
      for (const [file, bytes] of Object.entries(target.beside ?? {})) {
        await Deno.writeFile(`${folder}/${file}`, bytes);
      }
      console.log(`${name}: ${await run(name, target, folder)}`);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}

async function run(name: string, target: Target, folder: string) {
  const { valid, pack = (bytes) => bytes } = target;
  const path = `${folder}/${target.file}`;
  for (const bytes of valid) {
    await Deno.writeFile(path, pack(bytes));
    await target.read(folder); // what is whole must be read
  }
  const before = Deno.memoryUsage().rss;
  let [refused, slowest] = [0, 0];
  for (let i = 0; i < FILES; i++) {
    const stream = random(i, name);
    Deno.writeFileSync(path, pack(mutate(stream.pick(valid), stream)));
    const start = cpuUsage();
    refused += await isRefused(target, folder, `file ${i} of ${name}`) ? 1 : 0;
    const { user, system } = cpuUsage(start);
    const time = (user + system) / 1000;
    slowest = Math.max(slowest, time);
    ok(time < MAX_TIME, `file ${i} of ${name} took ${time} ms`);
    const growth = Deno.memoryUsage().rss - before;
    ok(growth < MAX_GROWTH, `file ${i} of ${name} took ${growth} bytes`);
  }
  return `${FILES} files, ${refused} refused, slowest ${slowest.toFixed()} ms`;
}

/** Whether the reader refused the file, which it must do in our words. */
async function isRefused({ read }: Target, folder: string, what: string) {
  try {
    await read(folder);
    return false;
  } catch (error) {
    if (error instanceof Failure) {
      ok(SENTENCE.test(error.message), `${what}: ${error.message}`);
      return true;
    }
    throw new Error(`${what} broke its reader`, { cause: error });
  }
}
