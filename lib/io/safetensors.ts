/**
 * Named weights on the host, and their file format.
 *
 * @module
 */
import { writeFileAtomic } from "./atomic.ts";
import { ByteFile } from "./byte_file.ts";
import { bytesOf, decode, type Dtype, encode } from "./dtype.ts";
import { type Entry, formatHeader, parseHeader } from "./safetensors_header.ts";

/** A dense, row-major float32 array in host memory. */
export interface HostTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array<ArrayBuffer>;
  /** How it was or will be stored in a file; F32 where not said. */
  readonly dtype?: Dtype;
}

/** A named set of arrays: an adapter, a head, an encoder. */
export type Weights = ReadonlyMap<string, HostTensor>;

/** What a safetensors file holds. */
export interface Safetensors {
  /** The tensors by name, in the header's order. */
  readonly weights: Weights;
  /** What the writer added about the file. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** Longest header that is read, in bytes, as in Hugging Face's reader. */
const MAX_HEADER = 100_000_000;

/**
 * Reads a safetensors file, one tensor at a time.
 *
 * @param path Path of the file.
 * @param options `only` says by name which tensors to read; all by default.
 * @returns The tensors as float32, and the file's metadata.
 * @throws {Failure} If there is no such file or it is not well formed.
 * @see https://huggingface.co/docs/safetensors, section "Format"
 */
export async function readSafetensors(
  path: string,
  { only = () => true }: { only?: (name: string) => boolean } = {},
): Promise<Safetensors> {
  using file = await ByteFile.open(path, "a safetensors file");
  const { header, start } = await readHeader(file);
  const weights = new Map<string, HostTensor>();
  for (const [name, { dtype, shape, offsets: [from, to] }] of header.entries) {
    if (!only(name)) continue;
    const { buffer } = await file.read(start + from, to - from);
    weights.set(name, { shape, data: decode(buffer, dtype), dtype });
  }
  return { weights, metadata: header.metadata };
}

/**
 * Writes a safetensors file, whole or not at all.
 *
 * @param path Path of the file.
 * @param weights The tensors, each stored as its `dtype` says.
 * @param options `metadata`: what to say about the file, texts by name.
 * @throws {RangeError} If a tensor has more or fewer numbers than its shape,
 * or one that its dtype cannot hold.
 */
export async function writeSafetensors(
  path: string,
  weights: Weights,
  { metadata = {} }: { metadata?: Readonly<Record<string, string>> } = {},
): Promise<void> {
  // Wide numbers first: every tensor then starts at a multiple of its number's
  // size, without which PyTorch cannot read a file of mixed types.
  const tensors = [...weights].sort(([, a], [, b]) => widthOf(b) - widthOf(a));
  const header = formatHeader({ entries: layOut(weights, tensors), metadata });
  const length = new BigUint64Array([BigInt(header.length)]);
  await writeFileAtomic(path, pieces());

  function* pieces() {
    yield new Uint8Array(length.buffer);
    yield header;
    for (const [name, { data, dtype = "F32" }] of tensors) {
      yield encode(data, dtype, name);
    }
  }
}

function widthOf({ dtype = "F32" }: HostTensor): number {
  return bytesOf(dtype);
}

/** Header entries in the order of the weights, laid out in another order. */
function layOut(
  weights: Weights,
  tensors: readonly (readonly [string, HostTensor])[],
): Map<string, Entry> {
  let end = 0;
  const places = new Map(
    tensors.map(([name, tensor]) => {
      expectWritable(name, tensor);
      const start = end;
      end += tensor.data.length * widthOf(tensor);
      return [name, [start, end] as const];
    }),
  );
  return new Map(
    [...weights].map(([name, { shape, dtype = "F32" }]) => {
      return [name, { dtype, shape, offsets: places.get(name)! }];
    }),
  );
}

function expectWritable(name: string, { shape, data }: HostTensor) {
  if (name === "__metadata__") {
    throw new RangeError(
      `Cannot write tensor "${name}": the format keeps this name for itself, expected another`,
    );
  }
  const size = shape.reduce((product, n) => product * n, 1);
  if (size === data.length) return;
  throw new RangeError(
    `Cannot write tensor "${name}": it has ${data.length} numbers, expected ${size} for shape [${shape}]`,
  );
}

/** Reads the header; `start` is the byte where the data start. */
async function readHeader(file: ByteFile) {
  const { path, size, problem } = file;
  if (size < 8) {
    throw problem(`it has only ${size} bytes`, "a safetensors file");
  }
  const first = await file.read(0, 8);
  const length = Number(new DataView(first.buffer).getBigUint64(0, true));
  const most = Math.min(MAX_HEADER, size - 8);
  if (length > most) {
    throw problem(`its header takes ${length} bytes`, `at most ${most}`);
  }
  const start = 8 + length;
  const bytes = await file.read(8, length);
  return { header: parseHeader(path, bytes, size - start), start };
}
