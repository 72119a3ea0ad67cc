/**
 * The header of a safetensors file: what is in the file, and where.
 *
 * @module
 */
import { bytesOf, type Dtype, dtypes } from "./dtype.ts";
import { duplicateKey } from "./duplicate_key.ts";
import { excerpt } from "./excerpt.ts";
import { inputError } from "./failure.ts";

/** Where a tensor lies and how it is stored. */
export interface Entry {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  /** First byte, and the byte after the last, counted from the header's end. */
  readonly offsets: readonly [start: number, end: number];
}

/** What a header says. */
export interface Header {
  /** Tensors by name, in the header's order. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** What the writer added about the file. */
  readonly metadata: Record<string, string>;
}

/**
 * Reads a header and checks that it fits the file, whoever wrote it.
 *
 * @param path Path of the file, for messages.
 * @param bytes The header, UTF-8 JSON.
 * @param size Bytes that follow the header in the file.
 * @returns What the header says.
 * @throws {Failure} If it is not a header, or its tensors do not fill the rest
 * of the file exactly.
 * @see https://huggingface.co/docs/safetensors, section "Format"
 */
export function parseHeader(
  path: string,
  bytes: Uint8Array,
  size: number,
): Header {
  const { __metadata__: metadata = {}, ...rest } = parseObject(path, bytes);
  if (!isRecord(metadata) || !Object.values(metadata).every(isString)) {
    throw inputError(
      `Cannot read "${path}": its metadata is ${
        excerpt(metadata)
      }, expected texts by name`,
    );
  }
  const entries = new Map(
    Object.entries(rest).map((
      [name, value],
    ) => [name, readEntry(`Cannot read "${path}": tensor "${name}"`, value)]),
  );
  expectFilled(path, entries, size);
  return { entries, metadata: metadata as Record<string, string> };
}

/**
 * Writes a header.
 *
 * @param header What it says.
 * @returns UTF-8 JSON, filled up with spaces so that the file's data, which
 * follow 8 bytes of length and the header, start at a multiple of 8 bytes.
 */
export function formatHeader({ entries, metadata }: Header): Uint8Array {
  // Joined by hand, since objects put names that are whole numbers first.
  const fields = [...entries].map(([name, { dtype, shape, offsets }]) =>
    [name, { dtype, shape, data_offsets: offsets }] as const
  );
  const about = Object.keys(metadata).length > 0
    ? [["__metadata__", metadata] as const]
    : [];
  const json = [...about, ...fields].map(([name, value]) =>
    `${JSON.stringify(name)}:${JSON.stringify(value)}`
  );
  const bytes = new TextEncoder().encode(`{${json.join(",")}}`);
  const padded = new Uint8Array(Math.ceil(bytes.length / 8) * 8).fill(0x20);
  padded.set(bytes);
  return padded;
}

function parseObject(path: string, bytes: Uint8Array): Record<string, unknown> {
  let json: string;
  let value: unknown;
  try {
    json = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    value = JSON.parse(json);
  } catch (cause) {
    throw inputError(
      `Cannot read "${path}": its header is not JSON, expected a safetensors file`,
      cause,
    );
  }
  if (!isRecord(value)) {
    throw inputError(
      `Cannot read "${path}": its header is not a JSON object, expected a safetensors file`,
    );
  }
  const twice = duplicateKey(json);
  if (twice !== undefined) {
    throw inputError(
      `Cannot read "${path}": its header has "${twice}" twice, expected different names`,
    );
  }
  return value;
}

function readEntry(problem: string, value: unknown): Entry {
  const { dtype, shape, data_offsets: offsets } = isRecord(value) ? value : {};
  const known = dtypes.find((each) => each === dtype);
  if (!known) {
    throw inputError(
      `${problem} is stored as ${excerpt(dtype)}, expected one of ${
        dtypes.join(", ")
      }`,
    );
  }
  if (!isWholeNumbers(shape)) {
    throw inputError(
      `${problem} has shape ${
        excerpt(shape)
      }, expected whole numbers of at least 0`,
    );
  }
  if (!isWholeNumbers(offsets) || offsets.length !== 2) {
    throw inputError(
      `${problem} has offsets ${
        excerpt(offsets)
      }, expected two whole numbers of at least 0`,
    );
  }
  const [start, end] = offsets as [number, number];
  const expected = shape.reduce((size, n) => size * n, bytesOf(known));
  if (end - start !== expected) {
    throw inputError(
      `${problem} takes ${
        end - start
      } bytes, expected ${expected} for ${known} of shape [${shape}]`,
    );
  }
  return { dtype: known, shape, offsets: [start, end] };
}

/** Throws unless the tensors lie end to end from the first byte to the last. */
function expectFilled(
  path: string,
  entries: ReadonlyMap<string, Entry>,
  size: number,
) {
  const inOrder = [...entries].sort(([, { offsets: a }], [, { offsets: b }]) =>
    a[0] - b[0] || a[1] - b[1]
  );
  let filled = 0;
  for (const [name, { offsets: [start, end] }] of inOrder) {
    if (start !== filled) {
      throw inputError(
        `Cannot read "${path}": tensor "${name}" starts at byte ${start}, expected byte ${filled} where the one before it ends`,
      );
    }
    filled = end;
  }
  if (filled !== size) {
    throw inputError(
      `Cannot read "${path}": its tensors end at byte ${filled}, expected byte ${size} where the file ends`,
    );
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isString(value: unknown): value is string {
  return typeof value === "string";
}

function isWholeNumbers(value: unknown): value is number[] {
  return Array.isArray(value) &&
    value.every((each) => Number.isSafeInteger(each) && each >= 0);
}
