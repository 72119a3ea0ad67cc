import type { Problem } from "../byte_file.ts";

/** Reads numbers and texts from bytes, one after another, never beyond the end. */
export class ByteCursor {
  /** Place of the next byte. */
  at = 0;
  readonly #view: DataView;

  /**
   * @param bytes What to read.
   * @param what What the bytes are, for errors, e.g. `its pickle`.
   * @param problem Words a failure.
   */
  constructor(
    private readonly bytes: Uint8Array,
    private readonly what: string,
    private readonly problem: Problem,
  ) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** Bytes that are left. */
  get left(): number {
    return this.bytes.length - this.at;
  }

  /**
   * Moves on.
   *
   * @param count Bytes to pass.
   * @returns Place of the first of them.
   * @throws {Failure} If there are not as many left; so do all methods below.
   */
  skip(count: number): number {
    if (!(count <= this.left)) {
      throw this.problem(
        `${this.what} ends at byte ${this.bytes.length}`,
        `at least ${this.at + count} bytes`,
      );
    }
    const from = this.at;
    this.at += count;
    return from;
  }

  /** A whole number of one byte. */
  u8(): number {
    return this.#view.getUint8(this.skip(1));
  }

  /** A whole number of two bytes, little-endian. */
  u16(): number {
    return this.#view.getUint16(this.skip(2), true);
  }

  /** A whole number of four bytes, little-endian. */
  u32(): number {
    return this.#view.getUint32(this.skip(4), true);
  }

  /** A signed whole number of four bytes, little-endian. */
  i32(): number {
    return this.#view.getInt32(this.skip(4), true);
  }

  /** A whole number of eight bytes, little-endian, of at most 2^53 - 1. */
  u64(): number {
    const value = this.#view.getBigUint64(this.skip(8), true);
    if (value <= BigInt(Number.MAX_SAFE_INTEGER)) return Number(value);
    throw this.problem(
      `${this.what} has the number ${value} at byte ${this.at - 8}`,
      "one below 2^53",
    );
  }

  /** A number of eight bytes, big-endian. */
  f64(): number {
    return this.#view.getFloat64(this.skip(8), false);
  }

  /** Bytes, in the same memory. */
  take(count: number): Uint8Array {
    const from = this.skip(count);
    return this.bytes.subarray(from, from + count);
  }

  /** UTF-8 text of a number of bytes. */
  text(count: number): string {
    const bytes = this.take(count);
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })
        .decode(bytes);
    } catch {
      throw this.problem(
        `${this.what} has a text at byte ${this.at - count} that is not UTF-8`,
        "UTF-8",
      );
    }
  }

  /** UTF-8 text up to a newline, which is passed too. */
  line(): string {
    const end = this.bytes.indexOf(0x0a, this.at);
    const count = end < 0 ? this.left + 1 : end - this.at;
    const text = this.text(count);
    this.skip(1);
    return text;
  }
}
