/**
 * How numbers are stored in files, and their way to float32 and back.
 *
 * @module
 */

/** Array that holds the stored form; BF16 has none, so its bits are held. */
const arrays = {
  F64: Float64Array,
  F32: Float32Array,
  F16: Float16Array,
  BF16: Uint16Array,
  I64: BigInt64Array,
  U64: BigUint64Array,
  I32: Int32Array,
  U32: Uint32Array,
  I16: Int16Array,
  U16: Uint16Array,
  I8: Int8Array,
  U8: Uint8Array,
  BOOL: Uint8Array,
};

/** A way to store numbers, by its name in safetensors files. */
export type Dtype = keyof typeof arrays;

/** Every way to store numbers. */
export const dtypes = Object.keys(arrays) as Dtype[];

/** Bytes that one number takes. */
export function bytesOf(dtype: Dtype): number {
  return arrays[dtype].BYTES_PER_ELEMENT;
}

/**
 * Reads stored numbers as float32.
 *
 * F64 and whole numbers beyond 2^24 are rounded to the nearest float32; all
 * else is exact.
 *
 * @param buffer Stored numbers, little-endian.
 * @param dtype How they are stored.
 * @returns The numbers; if they are stored as F32, in the same memory.
 */
export function decode(
  buffer: ArrayBuffer,
  dtype: Dtype,
): Float32Array<ArrayBuffer> {
  const stored = new arrays[dtype](buffer);
  if (stored instanceof Float32Array) return stored;
  if (stored instanceof BigInt64Array || stored instanceof BigUint64Array) {
    return Float32Array.from(stored, Number);
  }
  if (dtype !== "BF16") return new Float32Array(stored);
  // A bfloat16 is the upper half of a float32.
  const bits = new Uint32Array(stored).map((half) => half << 16);
  return new Float32Array(bits.buffer);
}

/**
 * Stores float32 numbers, rounding to the nearest, ties to even.
 *
 * @param values The numbers.
 * @param dtype How to store them.
 * @param name What they are, for messages.
 * @returns Their bytes, little-endian; for F32, in the same memory.
 * @throws {RangeError} If a number is not one of the type: not whole, too
 * large for its bits, or finite and too large for its exponent.
 */
export function encode(
  values: Float32Array<ArrayBuffer>,
  dtype: Dtype,
  name: string,
): Uint8Array<ArrayBuffer> {
  const { buffer, byteOffset, byteLength } = stored(values, dtype);
  if (dtype !== "F32" && dtype !== "F64") {
    expectHeld(values, decode(buffer, dtype), { name, dtype });
  }
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Throws if storing took more from a number than rounding a float does. */
function expectHeld(
  values: Float32Array,
  readBack: Float32Array,
  { name, dtype }: { name: string; dtype: Dtype },
) {
  const floating = dtype === "F16" || dtype === "BF16";
  const lost = values.findIndex((value, i) =>
    floating
      ? Number.isFinite(value) && !Number.isFinite(readBack[i])
      : value !== readBack[i]
  );
  if (lost < 0) return;
  throw new RangeError(
    `Cannot store "${name}" as ${dtype}: ${
      values[lost]
    } would be read back as ${
      readBack[lost]
    }, expected numbers that ${dtype} holds`,
  );
}

function stored(values: Float32Array<ArrayBuffer>, dtype: Dtype) {
  switch (dtype) {
    case "F32":
      return values;
    case "BF16":
      return roundToBfloat(values);
    case "I64":
    case "U64":
      return arrays[dtype].from(
        Array.from(values, (v) => BigInt(Number.isInteger(v) ? v : 0)),
      );
    case "BOOL":
      return Uint8Array.from(values, (v) => v ? 1 : 0);
    default:
      return new arrays[dtype](values);
  }
}

/** The upper halves of the numbers' bits, rounded by the lower halves. */
function roundToBfloat(values: Float32Array<ArrayBuffer>) {
  const { buffer, byteOffset, length } = values;
  const rounded = new Uint32Array(buffer, byteOffset, length).map((bits) => {
    const half = bits >>> 16;
    const notANumber = (bits & 0x7fffffff) > 0x7f800000;
    // Cutting off the lower half must not leave the bits of an infinity.
    if (notANumber) return half & 0x7f ? half : half | 0x40;
    return (bits + 0x7fff + (half & 1)) >>> 16;
  });
  return new Uint16Array(rounded);
}
