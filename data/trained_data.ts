/**
 * The data of adapters that are there already: where they were trained, divided as
 * they were then, so that none is tested on what it has seen.
 *
 * @module
 */
import { isAbsolute } from "node:path";
import type { Adapter } from "../lib/adapter/adapter.ts";
import { type Origin, originsOf } from "../lib/adapter/origin.ts";
import { inputError } from "../lib/io/failure.ts";
import { isThere } from "../lib/io/is_there.ts";
import type { SplitName } from "../lib/text/dataset.ts";
import { domains } from "./domains.ts";
import { isFile } from "./names.ts";
import { realName } from "./read_dataset.ts";
import { sameData } from "./same_data.ts";
import type { SplitsName } from "./source.ts";

/** An adapter, as far as it tells of its data. */
export type Trained = Pick<Adapter, "name" | "metadata">;

/** What a command is told of data. */
export interface Asked {
  /** Directory of the real data sets; where the adapters' was if absent. */
  dataDir?: string | undefined;
  /** How real data sets are divided; as the adapters' were if absent. */
  splits?: SplitsName | undefined;
  /** Seed of a made-up domain whose adapter does not tell its own. */
  seed: number;
}

/** Data, and how `loadSplit()` has to read it. */
export interface TrainedData {
  /** Name, file or directory. */
  place: string;
  seed: number;
  dataDir: string | undefined;
  splits: SplitsName;
  /** Whether a file is divided into splits, and not one split. */
  divided: boolean;
  /**
   * Whether it is one file, there or a copy, on all of which one of the adapters was
   * trained.
   */
  whole: boolean;
  /** File with examples for validation beside such a file, if there is one. */
  validation: string | undefined;
}

/** What a command is told of the data of adapters that are there. */
export interface AskedOfTrained extends Asked {
  /** By which flag it takes another place of data, for errors. */
  flag: string;
  /** What it looks at. @default {"train"} */
  split?: SplitName | undefined;
  /** Adapters that are judged on the data too, and may know all of it. */
  others?: readonly Trained[];
}

/**
 * The data that an adapter was trained on.
 *
 * @param adapter The adapter; the last data that it was trained on count, of a
 * mixture those of the first member.
 * @param asked What the command is told.
 * @param moved Where the data is now, or other data in its stead; where it was if
 * absent.
 * @returns Nothing if the adapter's file does not name its data.
 * @throws {Failure} If the data is no longer there, or if it is to be divided
 * otherwise than it was for training.
 */
export async function trainedData(
  adapter: Trained,
  { split = "train", others = [], ...asked }: AskedOfTrained,
  moved?: string,
): Promise<TrainedData | undefined> {
  const [origin, ...before] = toldBy(adapter);
  const place = moved ?? origin?.place;
  if (place === undefined) return undefined;
  // Of a file that was trained on as a whole no other split is read, wherever it is.
  const read = split === "train" || origin?.splits !== "whole";
  if (origin && moved === undefined && read) {
    await expectThere(adapter, origin, asked);
  }
  const isSame = sameData(place);
  const last = origin && { adapter, origin, same: await isSame(origin) };
  const seen = last ? [last] : [];
  for (const known of [...before, ...others.flatMap(toldBy)]) {
    if (seen.some(isWhole)) break;
    const same = known.splits === "whole" && await isSame(known);
    if (same) seen.push({ adapter, origin: known, same });
  }
  return dataAt(place, seen, asked);
}

/**
 * Data that is asked for by its place, divided as it was for whichever of some
 * adapters was trained on it.
 *
 * @param place Name, file or directory.
 * @param adapters The adapters.
 * @param asked What the command is told.
 * @throws {Failure} If it is to be divided otherwise than it was for training, or if
 * two of the adapters were trained on different divisions.
 */
export async function askedData(
  place: string,
  adapters: readonly Trained[],
  asked: Asked,
): Promise<TrainedData> {
  const isSame = sameData(place);
  const seen: Seen[] = [];
  for (const adapter of adapters) {
    for (const origin of toldBy(adapter)) {
      if (await isSame(origin)) seen.push({ adapter, origin, same: true });
    }
  }
  // Other data sets lie beside those that the adapters were trained on.
  const beside = adapters.flatMap(toldBy).find(({ dataDir }) => dataDir);
  return dataAt(place, seen, {
    ...asked,
    dataDir: asked.dataDir ?? beside?.dataDir,
  });
}

/** An adapter with data that it was trained on. */
interface Seen {
  readonly adapter: Trained;
  readonly origin: Origin;
  /** Whether those are the data in question, and not others in their stead. */
  readonly same: boolean;
}

/**
 * What an adapter tells. One of an earlier version names a file that was trained on
 * as a whole, a data set, or, by its name alone, data of one's own that was divided.
 */
function toldBy(adapter: Trained): Origin[] {
  const origins = originsOf(adapter);
  const { dataset: place } = adapter.metadata;
  if (origins.length > 0 || place === undefined) return origins;
  if (isFile(place)) return [{ place, splits: "whole" }];
  const named = realName(place) !== undefined || Object.hasOwn(domains, place);
  return [named ? { place } : { place, splits: "clean" }];
}

function dataAt(
  place: string,
  seen: readonly Seen[],
  { dataDir, splits, seed }: Asked,
): TrainedData {
  const divisions = seen.flatMap(({ adapter: { name }, origin: { splits } }) =>
    splits && splits !== "whole" ? [{ name, splits }] : []
  );
  const [first] = divisions;
  const wanted = splits ?? first?.splits ?? "clean";
  const other = divisions.find(({ splits }) => splits !== wanted);
  if (other) {
    throw inputError(
      `Cannot divide "${place}" by --splits ${wanted}: adapter "${other.name}" was trained on the division of --splits ${other.splits}, and may know the other one's test texts, expected ${
        splits ? "that one" : "adapters of one division"
      }`,
    );
  }
  const origins = seen.map(({ origin }) => origin);
  const whole = seen.find(isWhole);
  return {
    place,
    seed: origins[0]?.seed ?? seed,
    dataDir: dataDir ?? origins[0]?.dataDir,
    splits: wanted,
    divided: isFile(place) && seen.some(wasDivided),
    whole: whole !== undefined,
    validation: whole?.origin.validation,
  };
}

/** Whether it is a file on all of which an adapter was trained. */
function isWhole({ origin, same }: Seen): boolean {
  return same && origin.splits === "whole";
}

/**
 * Whether a file is one that was divided for training. An adapter of an earlier
 * version has no digest of it: where a file is given for a file, it is taken for that
 * one.
 */
function wasDivided({ origin, same }: Seen): boolean {
  const { place, splits, texts } = origin;
  if (!splits || splits === "whole") return false;
  return same || texts === undefined && (isFile(place) || isBare(origin));
}

/** Whether only the name is told of data of one's own, a file or a directory. */
function isBare({ place, splits }: Origin): boolean {
  const path = isAbsolute(place) || place.includes("/");
  return splits === "clean" && !realName(place) && !path;
}

/** Checks that what an adapter was trained on is still where it was. */
async function expectThere(
  { name }: Trained,
  origin: Origin,
  asked: Asked & { flag: string },
): Promise<void> {
  const { place, dataDir } = origin;
  if (isBare(origin) && !await isThere(place)) {
    throw inputError(
      `Cannot find what adapter "${name}" was trained on: its file says "${place}" and not where that is, expected its place by ${asked.flag}`,
    );
  }
  const moved = isAbsolute(place)
    ? { path: place, flag: asked.flag }
    : dataDir !== undefined && asked.dataDir === undefined
    ? { path: `${dataDir}/${realName(place)}`, flag: "--data-dir" }
    : undefined;
  if (!moved || await isThere(moved.path)) return;
  throw inputError(
    `Cannot find what adapter "${name}" was trained on: there is no "${moved.path}" any more, expected it there, or its new place by ${moved.flag}`,
  );
}
