import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { deflateRawSync } from "node:zlib";
import { ByteFile } from "../../../lib/io/byte_file.ts";
import { readZip, readZipEntry } from "../../../lib/io/torch/zip.ts";
import { withFile } from "../../text/temporary.ts";
import { zip, type ZipFile } from "./zip_writer.ts";

const text = (value: string) => new TextEncoder().encode(value);

/** Reads every entry of an archive, as text. */
async function readAll(bytes: Uint8Array): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  await withFile("x.zip", bytes, async (path) => {
    using file = await ByteFile.open(path, "an archive");
    for (const [name, entry] of await readZip(file)) {
      found[name] = new TextDecoder().decode(await readZipEntry(file, entry));
    }
  });
  return found;
}

async function assertRefused(bytes: Uint8Array, problem: string) {
  await rejects(readAll(bytes), (error: Error) => {
    strictEqual(error.name, "Failure");
    strictEqual(error.message.replace(/^.*?x\.zip": /, ""), problem);
    return true;
  });
}

const a: ZipFile = { name: "a", data: text("first") };
const b: ZipFile = { name: "b/c", data: text("second second second second") };

Deno.test("readZip() finds entries that are stored or deflated", async () => {
  deepStrictEqual(await readAll(zip([a, { ...b, deflate: true }])), {
    a: "first",
    "b/c": "second second second second",
  });
  deepStrictEqual(await readAll(zip([])), {});
});

Deno.test("readZip() takes a checksum of 0 for none", async () => {
  deepStrictEqual(await readAll(zip([{ ...a, listed: { crc: 0 } }])), {
    a: "first",
  });
});

const zeros = new Uint8Array(100_000);
const packed = deflateRawSync(zeros).length;

const refused: [what: string, bytes: Uint8Array, problem: string][] = [
  [
    "a checksum of other data",
    zip([{ ...a, listed: { crc: 1 } }]),
    'its entry "a" does not have its checksum, expected an undamaged file',
  ],
  [
    "another name in the local header",
    zip([{ ...a, localName: "x" }]),
    'its entry "a" has another header in its place, expected what the directory says',
  ],
  [
    "entries in one place",
    zip([a, { ...b, listed: { header: 0 } }]),
    'its entry "b/c" starts at byte 0, expected at least 36 where the one before ends',
  ],
  [
    "an entry that reaches into the directory",
    zip([{ ...a, listed: { stored: 6, size: 6 } }]),
    'its entry "a" of 6 bytes starts at byte 0, expected it to end by byte 36',
  ],
  [
    "an entry beyond the file",
    zip([{ ...a, listed: { header: 4000 } }]),
    'its entry "a" of 5 bytes starts at byte 4000, expected it to end by byte 36',
  ],
  [
    "an entry that unpacks to far more",
    zip([{ name: "a", data: zeros, deflate: true }]),
    `its entry "a" unpacks from ${packed} bytes to 100000, expected at most ${
      32 * packed
    }`,
  ],
  [
    "an entry that unpacks to more than it says",
    zip([{ ...b, deflate: true, listed: { size: 20 } }]),
    'its entry "b/c" does not unpack to 20 bytes, expected an undamaged file',
  ],
  [
    "an encrypted entry",
    zip([{ ...a, listed: { flags: 1 } }]),
    'its entry "a" is stored by method 0 with flags 1, expected as it is or deflated',
  ],
  [
    "a name twice",
    zip([a, a]),
    "its directory has a name twice, expected 2 entries",
  ],
  [
    "more entries than there are",
    zip([a], { count: 2 }),
    "its directory has 2 entries in 47 bytes from byte 36, expected them within its 105 bytes",
  ],
  [
    "fewer entries than there are",
    zip([a, b], { count: 1 }),
    "its directory has 49 bytes too many, expected 1 entries",
  ],
  [
    "a directory beyond the file",
    zip([a], { start: 0x7fffffff }),
    "its directory has 1 entries in 47 bytes from byte 2147483647, expected them within its 105 bytes",
  ],
  [
    "a directory at another place",
    zip([a], { start: 3 }),
    "its directory has no entry at byte 0, expected one entry after another",
  ],
  [
    "a comment",
    zip([a], { comment: 5 }),
    "it is a part of a zip archive or has a comment, expected one file",
  ],
  [
    "a file that is too short",
    new Uint8Array(21),
    "it does not end as a zip archive, expected one of PyTorch",
  ],
];

for (const [what, bytes, problem] of refused) {
  Deno.test(`readZip() refuses ${what}`, () => assertRefused(bytes, problem));
}
