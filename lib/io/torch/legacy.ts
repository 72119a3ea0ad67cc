/**
 * PyTorch's file format before 1.6: pickles and storages one after another.
 *
 * @module
 * @see https://github.com/pytorch/pytorch, `torch/serialization.py`,
 * `_legacy_save`
 */
import type { ByteFile } from "../byte_file.ts";
import { bytesOf } from "../dtype.ts";
import type { Contents } from "./archive.ts";
import { ByteCursor } from "./byte_cursor.ts";
import { readPickle } from "./pickle.ts";
import { Storages } from "./storages.ts";
import type { Storage } from "./tensor_view.ts";

/** First number of such a file, written as a pickle. */
const MAGIC = 0x1950a86a20f9469cfc6cn;
/** The pickle's first bytes: its protocol, and a whole number of ten bytes. */
const START = [0x80, 0x02, 0x8a, 0x0a];
const PROTOCOL = 1001;

/** Bytes that are read for the pickles, which come first; they take less. */
const HEAD = 16 * 1024 * 1024;

/**
 * Whether a file starts as those of before 1.6.
 *
 * @param start Its first bytes.
 */
export function isLegacy(start: Uint8Array): boolean {
  return START.every((byte, i) => start[i] === byte);
}

/**
 * Reads a file of before 1.6.
 *
 * @param file The file, of which {@linkcode isLegacy} is true.
 * @throws {Failure} If it is damaged or holds something else.
 */
export async function readLegacy(file: ByteFile): Promise<Contents> {
  const { problem } = file;
  const head = await file.read(0, Math.min(file.size, HEAD));
  const cursor = new ByteCursor(head, "its pickle", problem);
  const [magic, protocol] = [
    readPickle(cursor, problem),
    readPickle(cursor, problem),
  ];
  if (magic !== MAGIC || protocol !== PROTOCOL) {
    throw problem("it does not start as a file of PyTorch", "its magic number");
  }
  readPickle(cursor, problem); // what the machine was like that wrote it
  const storages = new Storages(problem);
  const value = readPickle(cursor, problem, storages.load);
  const keys = readPickle(cursor, problem);
  const places = await locate(file, { from: cursor.at, keys, storages });
  return {
    value,
    read: ({ key, dtype, length }) =>
      file.read(places.get(key)!, length * bytesOf(dtype)),
  };
}

/** Finds where each storage starts, going from one to the next. */
async function locate(
  file: ByteFile,
  { from, keys, storages }: { from: number; keys: unknown; storages: Storages },
): Promise<ReadonlyMap<string, number>> {
  const places = new Map<string, number>();
  let at = from;
  for (const key of Array.isArray(keys) ? keys : []) {
    const storage = storages.get(key);
    if (!storage || places.has(key)) {
      throw file.problem(
        "it lists a storage twice or one that no tensor uses",
        "each that the pickle refers to",
      );
    }
    await expectLength(file, at, storage);
    places.set(key, at + 8);
    at += 8 + storage.length * bytesOf(storage.dtype);
  }
  if (at === file.size && storages.keys.length === places.size) return places;
  throw file.problem(
    `its ${places.size} storages end at byte ${at} of ${file.size}`,
    `${storages.keys.length} that fill the file`,
  );
}

/** Each storage starts with its length, which must be that of the pickle. */
async function expectLength(file: ByteFile, at: number, storage: Storage) {
  const { length, dtype } = storage;
  const size = length * bytesOf(dtype);
  if (at + 8 + size <= file.size) {
    const bytes = await file.read(at, 8);
    const cursor = new ByteCursor(bytes, "a length", file.problem);
    if (cursor.u64() === length) return;
  }
  throw file.problem(
    `its storage at byte ${at} has another length`,
    `${dtype} of length ${length} as in its pickle`,
  );
}
