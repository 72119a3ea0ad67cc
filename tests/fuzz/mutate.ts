import type { Random } from "../../lib/math/random.ts";

/** Numbers that readers get wrong, as text. */
const TEXTS = [
  ...["-1", "0", "1", "255", "65536", "2147483648", "4294967295"],
  ...["9007199254740993", "18446744073709551616", "1e308", "1e999", "-0.5"],
  ...[
    "null",
    "true",
    '""',
    "[]",
    "{}",
    '"\\u0000"',
    "NaN",
    "__proto__",
    "../x",
  ],
];

/** Numbers that readers get wrong, as bits: all ones, only the sign, and so on. */
const BITS = [0n, 1n, -1n, 1n << 15n, 1n << 31n, 1n << 53n, 1n << 63n, 255n];

/** A way to damage bytes. */
type Damage = (bytes: Uint8Array, random: Random) => Uint8Array;

const flip: Damage = (bytes, random) => {
  const copy = bytes.slice();
  const count = 1 + random.integer(4);
  for (let i = 0; i < count; i++) {
    const at = random.integer(copy.length);
    copy[at] = copy[at]! ^ (1 << random.integer(8));
  }
  return copy;
};

const truncate: Damage = (bytes, random) =>
  bytes.slice(0, random.integer(bytes.length));

/** A part of some bytes, often short. */
function partOf(bytes: Uint8Array, random: Random) {
  const from = random.integer(bytes.length);
  const longest = random.integer(2) ? 16 : bytes.length;
  return bytes.slice(from, from + 1 + random.integer(longest));
}

/** Puts a part in the place of others, as many as are taken out. */
function splice(bytes: Uint8Array, random: Random, part: Uint8Array) {
  const from = random.integer(bytes.length);
  const taken = random.integer(3) ? part.length : random.integer(9);
  return Uint8Array.from([
    ...bytes.subarray(0, from),
    ...part,
    ...bytes.subarray(from + taken),
  ]);
}

const move: Damage = (bytes, random) =>
  splice(bytes, random, partOf(bytes, random));

const repeat: Damage = (bytes, random) => {
  const part = partOf(bytes, random);
  const times = 1 + random.integer(Math.ceil(4096 / part.length));
  const parts = Array.from({ length: times }, () => [...part]);
  return splice(bytes, random, Uint8Array.from(parts.flat()));
};

const overwrite: Damage = (bytes, random) => {
  const copy = bytes.slice();
  const width = 1 << random.integer(4);
  const at = random.integer(copy.length);
  const value = random.pick(BITS);
  for (let i = 0; i < width && at + i < copy.length; i++) {
    copy[at + i] = Number((value >> BigInt(8 * i)) & 255n);
  }
  return copy;
};

/** Puts another value in the place of a number or a text in quotes. */
const edit: Damage = (bytes, random) => {
  // One character a byte, so that all bytes survive.
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  const found = [...text.matchAll(/-?\d+(?:\.\d+)?|"[^"]*"|true|false|null/g)];
  if (found.length === 0) return flip(bytes, random);
  const { index, 0: old } = random.pick(found);
  const value = random.integer(4) ? random.pick(TEXTS) : random.pick(found)[0];
  const edited = text.slice(0, index) + value + text.slice(index + old.length);
  return Uint8Array.from(edited, (letter) => letter.charCodeAt(0));
};

const DAMAGES = [flip, truncate, move, repeat, overwrite, edit, edit];

/**
 * Damages bytes in one to three ways.
 *
 * @param bytes What a well-formed file holds.
 * @param random Stream to draw from.
 * @returns Other bytes, or by chance the same.
 */
export function mutate(bytes: Uint8Array, random: Random): Uint8Array {
  let damaged = bytes;
  for (let left = 1 + random.integer(3); left > 0; left--) {
    if (damaged.length === 0) break;
    damaged = random.pick(DAMAGES)(damaged, random);
  }
  return damaged;
}
