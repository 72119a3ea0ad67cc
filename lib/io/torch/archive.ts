/**
 * PyTorch's file format since 1.6: a zip archive of a pickle and its storages.
 *
 * @module
 * @see https://github.com/pytorch/pytorch, `caffe2/serialize/inline_container.h`
 */
import type { ByteFile } from "../byte_file.ts";
import { bytesOf } from "../dtype.ts";
import { ByteCursor } from "./byte_cursor.ts";
import { readPickle } from "./pickle.ts";
import { Storages } from "./storages.ts";
import type { Storage } from "./tensor_view.ts";
import { readZip, readZipEntry, type ZipEntry } from "./zip.ts";

/** What a file holds, before its tensors are read. */
export interface Contents {
  /** The value that was saved. */
  readonly value: unknown;
  /** Reads all bytes of a storage. */
  read(storage: Storage): Promise<Uint8Array<ArrayBuffer>>;
}

/** Longest pickle that is read, in bytes; that of a large model takes 1 MB. */
export const MAX_PICKLE = 100_000_000;

/** Longest of the archive's notes about itself, in bytes. */
const MAX_NOTE = 16;

/**
 * Reads a zip archive of PyTorch.
 *
 * @param file The archive.
 * @throws {Failure} If it is damaged, holds something else, or was written on
 * a machine with the other order of bytes.
 */
export async function readArchive(file: ByteFile): Promise<Contents> {
  const { problem } = file;
  const entries = await readZip(file);
  const [pickle, ...more] = [...entries.keys()]
    .filter((name) => /^[^/]+\/data\.pkl$/.test(name));
  if (pickle === undefined || more.length > 0) {
    throw problem(
      `it is a zip archive with ${pickle ? more.length + 1 : 0} files data.pkl`,
      "one that PyTorch wrote",
    );
  }
  const folder = pickle.slice(0, pickle.indexOf("/"));
  await expectLittleEndian(file, entries.get(`${folder}/byteorder`));
  const bytes = await readSmall(file, entries.get(pickle)!, MAX_PICKLE);
  const storages = new Storages(problem);
  const cursor = new ByteCursor(bytes, "its pickle", problem);
  const value = readPickle(cursor, problem, storages.load);
  for (const key of storages.keys) {
    expectStored(
      file,
      storages.get(key)!,
      entries.get(`${folder}/data/${key}`),
    );
  }
  return {
    value,
    read: ({ key }) =>
      readZipEntry(file, entries.get(`${folder}/data/${key}`)!),
  };
}

function expectStored(
  { problem }: ByteFile,
  { key, dtype, length }: Storage,
  entry: ZipEntry | undefined,
) {
  const size = length * bytesOf(dtype);
  if (entry?.size === size) return;
  throw problem(
    `its storage ${JSON.stringify(key)} takes ${entry?.size ?? "no"} bytes`,
    `${size} for ${dtype} of length ${length}`,
  );
}

/** Files of before 2.1 do not say, and were not written on any other machine. */
async function expectLittleEndian(file: ByteFile, entry?: ZipEntry) {
  if (!entry) return;
  const bytes = await readSmall(file, entry, MAX_NOTE);
  const order = new TextDecoder().decode(bytes);
  if (order === "little") return;
  throw file.problem(
    `its order of bytes is ${JSON.stringify(order)}`,
    '"little"',
  );
}

async function readSmall(file: ByteFile, entry: ZipEntry, most: number) {
  if (entry.size <= most) return await readZipEntry(file, entry);
  throw file.problem(
    `its entry ${JSON.stringify(entry.name)} takes ${entry.size} bytes`,
    `at most ${most}`,
  );
}
