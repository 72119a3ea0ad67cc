/**
 * One of several equal parts of a study's work, and the files of all of them.
 *
 * @module
 */
import { join } from "node:path";
import { inputError } from "../io/failure.ts";
import { lockOutput } from "../io/lock.ts";
import { readRows } from "../io/rows.ts";
import { currentRow } from "./current_row.ts";
import type { StudyRow } from "./row.ts";

/** Part `index` of `count`, counted from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** All the work in one part. */
export const WHOLE: Shard = { index: 1, count: 1 };

const ROWS = /^rows(-\d+-of-\d+)?\.jsonl$/;

/**
 * Reads "i/n"; where nothing is given, the task of a Slurm array, or all the work.
 *
 * @param text The part, e.g. "2/8".
 * @param env Environment with Slurm's `SLURM_ARRAY_TASK_ID`, `_MIN` and `_COUNT`.
 * @throws {Failure} If it is not such a part.
 */
export function shardFrom(
  text: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Shard {
  if (text === undefined) return slurmShard(env);
  const [, index, count] = /^(\d+)\/(\d+)$/.exec(text)?.map(Number) ?? [];
  return checked(
    { index: index ?? 0, count: count ?? 0 },
    `--shard is ${text}`,
  );
}

function slurmShard(env: Readonly<Record<string, string | undefined>>): Shard {
  const id = env.SLURM_ARRAY_TASK_ID;
  if (id === undefined) return WHOLE;
  const first = Number(env.SLURM_ARRAY_TASK_MIN ?? 0);
  const count = Number(env.SLURM_ARRAY_TASK_COUNT);
  const shard = { index: Number(id) - first + 1, count };
  return checked(shard, `task ${id} of Slurm's array of ${count} is given`);
}

function checked(shard: Shard, is: string): Shard {
  const { index, count } = shard;
  if (Number.isInteger(count) && index >= 1 && index <= count) return shard;
  throw inputError(
    `Cannot divide the work: ${is}, expected i/n with i from 1 to n`,
  );
}

/** Name of the file that a part's rows go to: no two parts write the same one. */
export function rowFile({ index, count }: Shard): string {
  if (count === 1) return "rows.jsonl";
  const digits = `${count}`.length;
  return `rows-${`${index}`.padStart(digits, "0")}-of-${count}.jsonl`;
}

/**
 * Keeps other processes from doing the same part of a study's work: they would write
 * to one file. Other parts may be done at the same time.
 *
 * @param folder Folder of the study.
 * @param shard The part; all the work if absent.
 * @returns The lock, to be disposed of after the last row.
 * @throws {Failure} If another process is doing this part.
 */
export async function lockRows(
  folder: string,
  shard: Shard = WHOLE,
): Promise<Disposable> {
  return await lockOutput(join(folder, rowFile(shard)));
}

/**
 * Reads the rows of all parts of a study, however many there were.
 *
 * @param folder Folder of the study.
 * @param keyOf What tells a row from all others.
 * @returns The rows, each once, in order of the files' names.
 * @throws {Failure} If two parts disagree on a row.
 */
export async function readShards(
  folder: string,
  keyOf: (row: StudyRow) => string,
): Promise<StudyRow[]> {
  const rows = new Map<string, StudyRow>();
  for (const file of await rowFiles(folder)) {
    for (const read of await readRows<StudyRow>(`${folder}/${file}`)) {
      const row = currentRow(read);
      const key = keyOf(row);
      const before = rows.get(key);
      if (before && valueIn(before) !== valueIn(row)) {
        throw inputError(
          `Cannot merge the rows in "${folder}": "${file}" has ${
            valueIn(row)
          } for ${key}, expected ${valueIn(before)} as in another file`,
        );
      }
      if (!before) rows.set(key, row);
    }
  }
  return [...rows.values()];
}

/** The measured number of a row, if it has one. */
export function valueIn(row: StudyRow): number | undefined {
  return "value" in row ? row.value : undefined;
}

async function rowFiles(folder: string): Promise<string[]> {
  const found: string[] = [];
  try {
    for await (const { name } of Deno.readDir(folder)) {
      if (ROWS.test(name)) found.push(name);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return found.sort();
}
