/**
 * The rows of a study on disk, and which of them are there already.
 *
 * @module
 */
import { inputError } from "../io/failure.ts";
import { formatJson, readJson } from "../io/json.ts";
import { writeFileAtomic } from "../io/atomic.ts";
import { appendRows } from "../io/rows.ts";
import { toldApart } from "../adapter/told_apart.ts";
import type { Common, Own, StudyRow } from "./row.ts";
import { readShards, rowFile, type Shard, valueIn, WHOLE } from "./shard.ts";

/** Fields that tell a row from all others of its study. */
const IDENTITY = [
  "metric",
  "target",
  "split",
  "attack",
  "mixed",
  "method",
  "sparsity",
  "scope",
  "state",
  "row",
  "column",
  "order",
  "k",
  "step",
  "layers",
  "part",
  "rule",
  "conflict",
  "statistic",
  "setting",
  "against",
] as const;

/**
 * Settings that earlier versions did not state: a study that lacks one takes it over
 * as it is now, and notices from then on that it changes.
 */
const LATER = ["modelDigest"];

/** What a study was started with, by name. */
export type Settings = Readonly<Record<string, string | number | boolean>>;

/**
 * The rows of one study: on disk, so that tens of thousands take no memory, and
 * which of them are there with which value.
 */
export class Ledger {
  #folder: string;
  #file: string;
  #common: Common;
  #values: Map<string, number | undefined>;

  private constructor(
    place: { folder: string; file: string },
    common: Common,
    rows: readonly StudyRow[],
  ) {
    this.#folder = place.folder;
    this.#file = place.file;
    this.#common = common;
    this.#values = new Map(rows.map((row) => [keyOf(row), valueIn(row)]));
  }

  /**
   * Opens the rows of a study, new or begun.
   *
   * @param folder Folder of the study; it holds `rows.jsonl` and `settings.json`.
   * @param settings What the study is started with.
   * @param common What all its rows share.
   * @param shard Part of the work whose rows are added, to a file of its own.
   * @throws {Failure} If it was begun with other settings, or if its files
   * disagree on a row.
   */
  static async open(
    folder: string,
    settings: Settings,
    common: Common,
    shard: Shard = WHOLE,
  ): Promise<Ledger> {
    await expectSame(`${folder}/settings.json`, settings);
    const place = { folder, file: rowFile(shard) };
    return new Ledger(place, common, await studyRows(folder));
  }

  /** Number of rows. */
  get size(): number {
    return this.#values.size;
  }

  /** Reads every row. */
  async rows(): Promise<StudyRow[]> {
    return await studyRows(this.#folder);
  }

  /** Whether a row is there already, whatever its value. */
  has(row: Partial<Own<StudyRow>>): boolean {
    return this.#values.has(keyOf(row));
  }

  /** The value of the row that has this identity, if it is there and has one. */
  valueOf(row: Partial<Own<StudyRow>>): number | undefined {
    return this.#values.get(keyOf(row));
  }

  /** Adds the rows that are not there yet. */
  async add(rows: readonly Own<StudyRow>[]): Promise<void> {
    const missing = rows.filter((row) => !this.has(row));
    const added = [
      ...new Map(missing.map((row) => [keyOf(row), row])).values(),
    ].map((row) => ({ ...this.#common, ...row }) as StudyRow);
    await appendRows(`${this.#folder}/${this.#file}`, added);
    for (const row of added) this.#values.set(keyOf(row), valueIn(row));
  }
}

/**
 * Every row of a study, from the files of all parts of its work.
 *
 * @param folder Folder of the study.
 * @throws {Failure} If two of the files disagree on a row.
 */
export async function studyRows(folder: string): Promise<StudyRow[]> {
  return await readShards(folder, keyOf);
}

function keyOf(row: object): string {
  const fields = row as Readonly<Record<string, unknown>>;
  return IDENTITY.map((name) => fields[name] ?? "").join("|");
}

/** Writes the settings of a new study, or compares them with those of a begun one. */
async function expectSame(path: string, settings: Settings): Promise<void> {
  const begun = await Deno.stat(path).catch(() => undefined);
  if (!begun) return await writeFileAtomic(path, formatJson(settings));
  const stated = await readJson(path, "settings") as Settings;
  const later = Object.entries(settings).filter(([name]) =>
    LATER.includes(name) && stated[name] === undefined
  );
  const before: Settings = { ...stated, ...Object.fromEntries(later) };
  for (
    const name of new Set([...Object.keys(before), ...Object.keys(settings)])
  ) {
    if (before[name] === settings[name]) continue;
    throw inputError(
      `Cannot go on with "${path}": ${name} ${
        changed(before[name], settings[name])
      } (or another --out)`,
    );
  }
  if (later.length > 0) await writeFileAtomic(path, formatJson(before));
}

/** How a setting differs, in words. */
function changed(
  before: Settings[string] | undefined,
  now: Settings[string] | undefined,
): string {
  if (before === undefined) return `was not set, expected ${now} as now`;
  if (now === undefined) {
    return `was ${before} and is not set now, expected ${before} again`;
  }
  const [was, is] = toldApart(`${before}`, `${now}`);
  return `was ${was}, expected ${is} as now`;
}
