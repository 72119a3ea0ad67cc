import { crc32, deflateRawSync } from "node:zlib";
import { u16, u32 } from "./pickle_writer.ts";

/** A file of an archive, and lies to tell about it. */
export interface ZipFile {
  name: string;
  data: Uint8Array;
  /** Whether it is packed. */
  deflate?: boolean;
  /** Values that the directory gives instead of the right ones. */
  listed?: {
    size?: number;
    stored?: number;
    header?: number;
    crc?: number;
    flags?: number;
  };
  /** Name in the local header, if it is another. */
  localName?: string;
}

/**
 * Writes a zip archive.
 *
 * @param files What is in it, in order.
 * @param end Values of the end record instead of the right ones.
 */
export function zip(
  files: readonly ZipFile[],
  end: { count?: number; size?: number; start?: number; comment?: number } = {},
): Uint8Array<ArrayBuffer> {
  const local: number[] = [];
  const directory: number[] = [];
  for (const { name, data, deflate = false, listed = {}, localName } of files) {
    const stored = deflate ? deflateRawSync(data) : data;
    const numbers = [
      listed.crc ?? crc32(data),
      listed.stored ?? stored.length,
      listed.size ?? data.length,
    ].flatMap(u32);
    const shared = [
      ...u16(listed.flags ?? 0),
      ...u16(deflate ? 8 : 0),
      ...u32(0),
      ...numbers,
    ];
    const written = new TextEncoder().encode(name);
    const inside = new TextEncoder().encode(localName ?? name);
    directory.push(
      ...[...u32(0x02014b50), ...u16(20), ...u16(20), ...shared],
      ...[...u16(written.length), ...u32(0), ...u32(0), ...u32(0)],
      ...[...u32(listed.header ?? local.length), ...written],
    );
    local.push(...u32(0x04034b50), ...u16(20), ...shared);
    local.push(...u16(inside.length), ...u16(0), ...inside, ...stored);
  }
  const { count = files.length, size = directory.length } = end;
  return Uint8Array.from([
    ...local,
    ...directory,
    ...[...u32(0x06054b50), ...u32(0), ...u16(count), ...u16(count)],
    ...[...u32(size), ...u32(end.start ?? local.length)],
    ...u16(end.comment ?? 0),
  ]);
}

/**
 * Writes an archive as PyTorch does.
 *
 * @param pickle The pickle.
 * @param storages Bytes by name.
 * @param byteorder The order of bytes that it states.
 */
export function torchZip(
  pickle: Uint8Array,
  storages: Readonly<Record<string, Uint8Array>>,
  byteorder = "little",
): Uint8Array<ArrayBuffer> {
  const text = (value: string) => new TextEncoder().encode(value);
  return zip([
    { name: "archive/data.pkl", data: pickle },
    { name: "archive/byteorder", data: text(byteorder) },
    ...Object.entries(storages).map(([key, data]) => ({
      name: `archive/data/${key}`,
      data,
    })),
    { name: "archive/version", data: text("3\n") },
  ]);
}
