/**
 * The directory at the end of a zip archive: what is in it, and where.
 *
 * @module
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3
 */
import type { ByteFile } from "../byte_file.ts";
import { ByteCursor } from "./byte_cursor.ts";

/** What the directory says of one entry. */
export interface DirectoryEntry {
  readonly name: string;
  /** Bit 3: the local header leaves sizes and checksum to what follows the data. */
  readonly flags: number;
  /** 0 as it is, 8 deflated. */
  readonly method: number;
  /** CRC-32 of the data; 0 if the writer left it out. */
  readonly crc: number;
  /** Bytes in the archive. */
  readonly stored: number;
  /** Bytes once unpacked. */
  readonly size: number;
  /** Byte of the archive where its local header starts. */
  readonly header: number;
}

/** The directory, and the byte where it starts. */
export interface Directory {
  readonly entries: readonly DirectoryEntry[];
  readonly start: number;
}

const END = 0x06054b50;
const END_SIZE = 22;
const END_64 = 0x06064b50;
const END_64_SIZE = 56;
const LOCATOR = 0x07064b50;
const LOCATOR_SIZE = 20;
const ENTRY = 0x02014b50;
const ENTRY_SIZE = 46;
const EXTRA_64 = 0x0001;

/** Stands for a number that is written elsewhere with 64 bits. */
const ELSEWHERE = 0xffffffff;

/** Longest directory that is read, in bytes. */
const MAX_DIRECTORY = 100_000_000;

/** Where the directory lies, as its end record says. */
interface End {
  readonly count: number;
  readonly size: number;
  readonly start: number;
}

/**
 * Reads the directory of a zip archive without a comment.
 *
 * @param file The archive.
 * @throws {Failure} If it is none, is damaged, or is one of several disks.
 */
export async function readDirectory(file: ByteFile): Promise<Directory> {
  const { problem } = file;
  const { count, size, start, limit } = await readEnd(file);
  const room = Math.min(limit - start, MAX_DIRECTORY);
  if (size > room || count * ENTRY_SIZE > size) {
    throw problem(
      `its directory has ${count} entries in ${size} bytes from byte ${start}`,
      `them within its ${file.size} bytes`,
    );
  }
  const bytes = await file.read(start, size);
  const cursor = new ByteCursor(bytes, "its directory", problem);
  const entries = Array.from({ length: count }, () => readEntry(cursor, file));
  const names = new Set(entries.map(({ name }) => name));
  if (cursor.left > 0 || names.size < count) {
    throw problem(
      cursor.left > 0
        ? `its directory has ${cursor.left} bytes too many`
        : "its directory has a name twice",
      `${count} entries`,
    );
  }
  return { entries, start };
}

/** Reads the end record; `limit` is the byte before which the directory ends. */
async function readEnd(file: ByteFile): Promise<End & { limit: number }> {
  const { problem, size } = file;
  const at = size - END_SIZE;
  const cursor = at < 0
    ? undefined
    : new ByteCursor(await file.read(at, END_SIZE), "its end", problem);
  if (cursor?.u32() !== END) {
    throw problem("it does not end as a zip archive", "one of PyTorch");
  }
  const disks = [cursor.u16(), cursor.u16(), cursor.u16()];
  const count = cursor.u16();
  const end = { count, size: cursor.u32(), start: cursor.u32() };
  if (disks[0] || disks[1] || disks[2] !== count || cursor.u16() !== 0) {
    throw problem("it is a part of a zip archive or has a comment", "one file");
  }
  const wide = await readEnd64(file, at);
  if (!wide) return { ...end, limit: at };
  for (const key of ["count", "size", "start"] as const) {
    const most = key === "count" ? 0xffff : ELSEWHERE;
    if (end[key] !== most && end[key] !== wide[key]) {
      throw problem(
        `its two end records give ${end[key]} and ${wide[key]} as ${key}`,
        "the same",
      );
    }
  }
  return wide;
}

/** Reads the end record with 64-bit numbers, which PyTorch always writes. */
async function readEnd64(file: ByteFile, end: number) {
  const { problem } = file;
  const place = end - LOCATOR_SIZE;
  if (place < 0) return undefined;
  const bytes = await file.read(place, LOCATOR_SIZE);
  const locator = new ByteCursor(bytes, "its locator", problem);
  if (locator.u32() !== LOCATOR) return undefined;
  locator.skip(4);
  const at = locator.u64();
  // Right before its locator, so that nothing lies hidden between them.
  if (at !== place - END_64_SIZE || at < 0) {
    throw problem(
      `its 64-bit end record is at byte ${at}`,
      `byte ${place - END_64_SIZE}`,
    );
  }
  const record = await file.read(at, END_64_SIZE);
  const cursor = new ByteCursor(record, "its 64-bit end record", problem);
  if (cursor.u32() !== END_64) {
    throw problem("its 64-bit end record is none", "one at its place");
  }
  cursor.skip(8 + 2 + 2 + 4 + 4 + 8);
  const count = cursor.u64();
  return { count, size: cursor.u64(), start: cursor.u64(), limit: at };
}

function readEntry(cursor: ByteCursor, { problem }: ByteFile): DirectoryEntry {
  if (cursor.u32() !== ENTRY) {
    throw problem(
      `its directory has no entry at byte ${cursor.at - 4}`,
      "one entry after another",
    );
  }
  cursor.skip(4); // versions
  const [flags, method] = [cursor.u16(), cursor.u16()];
  cursor.skip(4); // time
  const crc = cursor.u32();
  const sizes = [cursor.u32(), cursor.u32()] as const; // stored, unpacked
  const lengths = [cursor.u16(), cursor.u16(), cursor.u16()] as const;
  cursor.skip(8); // disk and attributes
  const offset = cursor.u32();
  const name = cursor.text(lengths[0]);
  const extra = new ByteCursor(cursor.take(lengths[1]), `"${name}"`, problem);
  cursor.skip(lengths[2]);
  // In this order, and only those that did not fit their 32 bits.
  const [size, stored, header] = widened([sizes[1], sizes[0], offset], extra);
  return {
    name,
    flags,
    method,
    crc,
    stored: stored!,
    size: size!,
    header: header!,
  };
}

/** Takes numbers that did not fit 32 bits from an entry's extra field. */
function widened(numbers: readonly number[], extra: ByteCursor): number[] {
  if (!numbers.includes(ELSEWHERE)) return [...numbers];
  while (extra.left > 0) {
    const [id, length] = [extra.u16(), extra.u16()];
    if (id === EXTRA_64) break;
    extra.skip(length);
  }
  return numbers.map((each) => each === ELSEWHERE ? extra.u64() : each);
}
