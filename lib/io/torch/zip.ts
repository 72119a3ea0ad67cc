/**
 * Entries of a zip archive, read one at a time.
 *
 * @module
 */
import { crc32, inflateRawSync } from "node:zlib";
import type { ByteFile } from "../byte_file.ts";
import { ByteCursor } from "./byte_cursor.ts";
import { type DirectoryEntry, readDirectory } from "./zip_directory.ts";

const LOCAL = 0x04034b50;
const LOCAL_SIZE = 30;

/** Bits that change how an entry is read: encryption, patches, hidden headers. */
const REFUSED_FLAGS = 0x2061;
const SIZES_FOLLOW = 0x8;

/** How many times its packed size an entry may have; weights pack to half. */
const MAX_RATIO = 32;

/** An entry whose place is known. */
export interface ZipEntry extends DirectoryEntry {
  /** Byte of the archive where its data start. */
  readonly start: number;
}

/**
 * Lists the entries of a zip archive.
 *
 * @param file The archive.
 * @returns The entries by name, whose data lie in the file and do not overlap.
 * @throws {Failure} If that is not so, or an entry is stored in a way that
 * PyTorch does not use.
 */
export async function readZip(
  file: ByteFile,
): Promise<ReadonlyMap<string, ZipEntry>> {
  const directory = await readDirectory(file);
  const entries: ZipEntry[] = [];
  let free = 0;
  const inOrder = directory.entries.toSorted((a, b) => a.header - b.header);
  for (const listed of inOrder) {
    if (listed.header < free) {
      throw file.problem(
        `its entry ${quoted(listed)} starts at byte ${listed.header}`,
        `at least ${free} where the one before ends`,
      );
    }
    const entry = await locate(file, listed, directory.start);
    free = entry.start + entry.stored;
    entries.push(entry);
  }
  return new Map(entries.map((entry) => [entry.name, entry]));
}

/**
 * Reads the data of an entry.
 *
 * @param file The archive.
 * @param entry The entry, from {@linkcode readZip}.
 * @throws {Failure} If its data are damaged.
 */
export async function readZipEntry(
  file: ByteFile,
  entry: ZipEntry,
): Promise<Uint8Array<ArrayBuffer>> {
  const stored = await file.read(entry.start, entry.stored);
  const data = entry.method === 0 ? stored : inflate(file, entry, stored);
  if (entry.crc === 0 || crc32(data) === entry.crc) return data;
  throw file.problem(
    `its entry ${quoted(entry)} does not have its checksum`,
    "an undamaged file",
  );
}

/** Checks an entry against its local header, and finds its data. */
async function locate(
  file: ByteFile,
  entry: DirectoryEntry,
  limit: number,
): Promise<ZipEntry> {
  expectReadable(file, entry);
  const { header } = entry;
  if (header + LOCAL_SIZE > limit) throw misplaced(file, entry, limit);
  const bytes = await file.read(header, LOCAL_SIZE);
  const local = new ByteCursor(bytes, "a local header", file.problem);
  const signature = local.u32();
  local.skip(2); // version
  const [flags, method] = [local.u16(), local.u16()];
  local.skip(4); // time
  const numbers = [local.u32(), local.u32(), local.u32()];
  const [nameSize, extraSize] = [local.u16(), local.u16()];
  const start = header + LOCAL_SIZE + nameSize + extraSize;
  if (start + entry.stored > limit) throw misplaced(file, entry, limit);
  const name = await file.read(header + LOCAL_SIZE, nameSize);
  const agreed = signature === LOCAL && flags === entry.flags &&
    method === entry.method &&
    sameBytes(name, new TextEncoder().encode(entry.name)) &&
    sameNumbers(numbers, entry);
  if (agreed) return { ...entry, start };
  throw file.problem(
    `its entry ${quoted(entry)} has another header in its place`,
    "what the directory says",
  );
}

function expectReadable({ problem }: ByteFile, entry: DirectoryEntry) {
  const { flags, method, stored, size } = entry;
  if ((flags & REFUSED_FLAGS) !== 0 || (method !== 0 && method !== 8)) {
    throw problem(
      `its entry ${
        quoted(entry)
      } is stored by method ${method} with flags ${flags}`,
      "as it is or deflated",
    );
  }
  const most = method === 0 ? stored : MAX_RATIO * stored;
  if (size > most || (method === 0 && size < stored)) {
    throw problem(
      `its entry ${quoted(entry)} unpacks from ${stored} bytes to ${size}`,
      `at most ${most}`,
    );
  }
}

/** Whether a local header gives the directory's numbers, or leaves them out. */
function sameNumbers(numbers: readonly number[], entry: DirectoryEntry) {
  const left = (entry.flags & SIZES_FOLLOW) !== 0 ? 0 : 0xffffffff;
  return [entry.crc, entry.stored, entry.size]
    .every((each, i) => numbers[i] === each || numbers[i] === left);
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

function inflate(
  { problem }: ByteFile,
  entry: ZipEntry,
  stored: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const damaged = (cause?: unknown) =>
    problem(
      `its entry ${quoted(entry)} does not unpack to ${entry.size} bytes`,
      "an undamaged file",
      cause,
    );
  let data: Uint8Array<ArrayBuffer>;
  try {
    const maxOutputLength = Math.max(1, entry.size);
    data = Uint8Array.from(inflateRawSync(stored, { maxOutputLength }));
  } catch (cause) {
    throw damaged(cause);
  }
  if (data.length !== entry.size) throw damaged();
  return data;
}

function misplaced(
  { problem }: ByteFile,
  entry: DirectoryEntry,
  limit: number,
) {
  return problem(
    `its entry ${
      quoted(entry)
    } of ${entry.stored} bytes starts at byte ${entry.header}`,
    `it to end by byte ${limit}`,
  );
}

function quoted({ name }: DirectoryEntry): string {
  return JSON.stringify(name);
}
