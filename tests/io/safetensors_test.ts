import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { fileURLToPath } from "node:url";
import type { Dtype } from "../../lib/io/dtype.ts";
import {
  type HostTensor,
  readSafetensors,
  type Weights,
  writeSafetensors,
} from "../../lib/io/safetensors.ts";
import { inTemporaryFolder, namesIn } from "./temporary_folder.ts";

/** A file that Hugging Face's own library wrote, of I64, F32 and F16 tensors. */
const FOREIGN = new URL(
  "../../../shared/models/bert-tiny-mlm/fixture.safetensors",
  import.meta.url,
);

function tensor(
  shape: readonly number[],
  values: readonly number[],
  dtype: Dtype = "F32",
): HostTensor {
  return { shape, data: Float32Array.from(values), dtype };
}

/** Bytes of a file with a given header, and the data after it. */
function fileOf(header: string, data: readonly number[] = []) {
  const text = new TextEncoder().encode(header);
  const length = new BigUint64Array([BigInt(text.length)]);
  return Uint8Array.from([
    ...new Uint8Array(length.buffer),
    ...text,
    ...data,
  ]);
}

Deno.test("readSafetensors() reads a file made by hand", () =>
  inTemporaryFolder(async (folder) => {
    const path = `${folder}/x.safetensors`;
    const header =
      '{"__metadata__":{"format":"pt"},"w":{"dtype":"F32","shape":[2],"data_offsets":[2,10]},"h":{"dtype":"F16","shape":[1,1],"data_offsets":[0,2]}}';
    const data = [0x00, 0xbc, 0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0];
    await Deno.writeFile(path, fileOf(header, data));
    const { weights, metadata } = await readSafetensors(path);
    deepStrictEqual([...weights], [
      ["w", tensor([2], [1, -2])],
      ["h", tensor([1, 1], [-1], "F16")],
    ]);
    deepStrictEqual(metadata, { format: "pt" });
  }));

Deno.test("writeSafetensors() writes what readSafetensors() reads", () =>
  inTemporaryFolder(async (folder) => {
    const path = `${folder}/new/x.safetensors`;
    const weights: Weights = new Map([
      ["odd", tensor([3], [1, 0.5, -0], "F16")],
      ["b.weight", tensor([2, 2], [0.1, 1e-40, -3, 4])],
      ["scalar", tensor([], [7], "I64")],
      ["none", tensor([0, 4], [])],
      ["mask", tensor([3], [1, 0, 1], "BOOL")],
    ]);
    await writeSafetensors(path, weights, { metadata: { seed: "42" } });
    const back = await readSafetensors(path);
    deepStrictEqual([...back.weights], [...weights]);
    deepStrictEqual(back.metadata, { seed: "42" });
  }));

Deno.test("writeSafetensors() stores float32 where nothing is said", () =>
  inTemporaryFolder(async (folder) => {
    const path = `${folder}/x.safetensors`;
    const data = new Float32Array([1, 2]);
    await writeSafetensors(path, new Map([["w", { shape: [2], data }]]));
    const { weights } = await readSafetensors(path);
    deepStrictEqual(weights.get("w"), tensor([2], [1, 2]));
  }));

Deno.test("writeSafetensors() starts every tensor at a multiple of its number's size", () =>
  inTemporaryFolder(async (folder) => {
    const path = `${folder}/x.safetensors`;
    await writeSafetensors(
      path,
      new Map([
        ["a", tensor([1], [1], "U8")],
        ["b", tensor([1], [2], "BF16")],
        ["c", tensor([1], [3], "F64")],
        ["d", tensor([1], [4], "F32")],
      ]),
    );
    const bytes = await Deno.readFile(path);
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    strictEqual(length % 8, 0);
    const json = new TextDecoder().decode(bytes.subarray(8, 8 + length));
    const offsets = Object.entries<{ data_offsets: number[] }>(JSON.parse(json))
      .map(([name, entry]) => [name, entry.data_offsets[0]]);
    deepStrictEqual(offsets, [["a", 14], ["b", 12], ["c", 0], ["d", 8]]);
  }));

Deno.test("readSafetensors() reads only the tensors asked for", () =>
  inTemporaryFolder(async (folder) => {
    const path = `${folder}/x.safetensors`;
    const weights = new Map([
      ["encoder.w", tensor([1], [1])],
      ["head.w", tensor([2], [2, 3])],
    ]);
    await writeSafetensors(path, weights);
    const only = (name: string) => name.startsWith("head.");
    const back = await readSafetensors(path, { only });
    deepStrictEqual([...back.weights], [["head.w", tensor([2], [2, 3])]]);
  }));

Deno.test("writing again what was read keeps every byte", () =>
  inTemporaryFolder(async (folder) => {
    const [first, second] = [`${folder}/1`, `${folder}/2`];
    await writeSafetensors(
      first,
      new Map([
        ["b", tensor([2], [1e-7, 65504], "F16")],
        ["a", tensor([3], [1e-39, 3e38, -0], "BF16")],
      ]),
      { metadata: { note: "ünïcode" } },
    );
    const { weights, metadata } = await readSafetensors(first);
    await writeSafetensors(second, weights, { metadata });
    deepStrictEqual(await Deno.readFile(second), await Deno.readFile(first));
  }));

Deno.test("readSafetensors() refuses what is no safetensors file", () =>
  inTemporaryFolder(async (folder) => {
    const path = `${folder}/x.safetensors`;
    const refuses = (problem: string, at = path) =>
      rejects(readSafetensors(at), {
        name: "Failure",
        kind: "input",
        message: `Cannot read "${at}": ${problem}`,
      });
    await refuses("there is no such file, expected a safetensors file");
    await refuses("it is not a file, expected a safetensors file", folder);

    await Deno.writeTextFile(path, "short");
    await refuses("it has only 5 bytes, expected a safetensors file");

    await Deno.writeFile(path, fileOf('{"a":1}').subarray(0, 12));
    await refuses("its header takes 7 bytes, expected at most 4");

    const file = await Deno.open(path, { write: true, truncate: true });
    file.writeSync(new Uint8Array(new BigUint64Array([100_000_001n]).buffer));
    file.truncateSync(200_000_000); // sparse: takes no room on the disk
    file.close();
    await refuses(
      "its header takes 100000001 bytes, expected at most 100000000",
    );

    await Deno.writeFile(path, new Uint8Array(8).fill(255));
    await refuses(
      "its header takes 18446744073709552000 bytes, expected at most 0",
    );
  }));

Deno.test("writeSafetensors() refuses tensors that cannot be written, and leaves no file", () =>
  inTemporaryFolder(async (folder) => {
    const refuses = (name: string, value: HostTensor, message: string) =>
      rejects(
        writeSafetensors(`${folder}/x`, new Map([[name, value]])),
        new RangeError(message),
      );
    await refuses(
      "w",
      tensor([2, 2], [1, 2, 3]),
      'Cannot write tensor "w": it has 3 numbers, expected 4 for shape [2,2]',
    );
    await refuses(
      "__metadata__",
      tensor([1], [1]),
      'Cannot write tensor "__metadata__": the format keeps this name for itself, expected another',
    );
    await refuses(
      "w",
      tensor([1], [0.5], "I32"),
      'Cannot store "w" as I32: 0.5 would be read back as 0, expected numbers that I32 holds',
    );
    deepStrictEqual(namesIn(folder), []);
  }));

const foreign = await Deno.readFile(FOREIGN).catch(() => undefined);

Deno.test(
  "a file of Hugging Face's library is written again byte for byte (skipped where ../shared is missing)",
  {
    ignore: !foreign,
  },
  () =>
    inTemporaryFolder(async (folder) => {
      const { weights, metadata } = await readSafetensors(
        fileURLToPath(FOREIGN),
      );
      await writeSafetensors(`${folder}/x`, weights, { metadata });
      deepStrictEqual(await Deno.readFile(`${folder}/x`), foreign);
    }),
);
