import type { Input } from "./dataset.ts";

/**
 * Inputs of which none reads like another: white space does not count.
 *
 * It holds the inputs that it is given and makes no text of its own, so that it
 * costs little memory for hundreds of thousands.
 */
export class TextSet {
  /** Inputs by hash; one whose place is taken by another stands at the next free. */
  readonly #inputs = new Map<number, Input>();

  /** Whether an input that reads the same is there. */
  has(input: Input): boolean {
    return this.#inputs.has(this.#placeOf(input));
  }

  /**
   * Adds an input.
   *
   * @param input A text or a pair of texts.
   * @returns Whether it is new.
   */
  add(input: Input): boolean {
    const place = this.#placeOf(input);
    if (this.#inputs.has(place)) return false;
    this.#inputs.set(place, input);
    return true;
  }

  /** Where an input is, or where it would go. */
  #placeOf(input: Input): number {
    let place = hash(input.pair ?? "", hash(input.text));
    for (;;) {
      const other = this.#inputs.get(place);
      if (other === undefined || readsAlike(other, input)) return place;
      place++;
    }
  }
}

function readsAlike(a: Input, b: Input): boolean {
  return spaced(a.text) === spaced(b.text) &&
    spaced(a.pair ?? "") === spaced(b.pair ?? "");
}

/** A text with single spaces. */
function spaced(text: string): string {
  return text.trim().replace(/\s+/g, " ");
}

/** 30-bit FNV-1a of the printable ASCII letters, which white space is not among. */
function hash(text: string, start = 0x811c9dc5): number {
  let value = start;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 32 && code < 127) value = Math.imul(value ^ code, 0x01000193);
  }
  return value >>> 2;
}
