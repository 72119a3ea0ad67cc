/**
 * Kernel parameters: small constant blocks, each stored once.
 *
 * @module
 */
import type { Kernel } from "./kernel.ts";

/** Place of one parameter block in a uniform buffer. */
export interface Slot {
  readonly buffer: GPUBuffer;
  readonly offset: number;
  readonly bytes: number;
  /** Distinguishes slots in the keys of cached bind groups. */
  readonly id: number;
}

/** Bytes between slots: the largest alignment that a device may ask for. */
const STRIDE = 256;

/** Slots a uniform buffer. */
const SLOTS = 256;

interface Page {
  readonly buffer: GPUBuffer;
  readonly host: Uint8Array<ArrayBuffer>;
  used: number;
  sent: number;
}

/**
 * Stores parameter blocks by content: blocks with the same bytes share a slot,
 * and a slot never changes, so that bind groups over it can be kept.
 */
export class Params {
  #device: GPUDevice;
  #slots = new Map<string, Slot>();
  #pages: Page[] = [];

  /** @param device Device that the uniform buffers belong to. */
  constructor(device: GPUDevice) {
    this.#device = device;
  }

  /** Number of blocks stored. */
  get count(): number {
    return this.#slots.size;
  }

  /**
   * Finds or makes the slot of a block.
   *
   * @param kernel Kernel whose `Params` the block is for.
   * @param values Value of each field.
   * @throws {TypeError} If a field has no value.
   * @throws {RangeError} If a `u32` field's value is no whole number of 32 bits.
   */
  slot(kernel: Kernel, values: Readonly<Record<string, number>>): Slot {
    const block = encode(kernel, values);
    const key = String.fromCharCode(...new Uint16Array(block.buffer));
    const known = this.#slots.get(key);
    if (known) return known;

    let page = this.#pages.at(-1);
    if (!page || page.used === SLOTS) {
      const buffer = this.#device.createBuffer({
        size: STRIDE * SLOTS,
        usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
      });
      page = { buffer, host: new Uint8Array(STRIDE * SLOTS), used: 0, sent: 0 };
      this.#pages.push(page);
    }
    const offset = STRIDE * page.used++;
    page.host.set(block, offset);
    const slot = {
      buffer: page.buffer,
      offset,
      bytes: block.length,
      id: this.#slots.size,
    };
    this.#slots.set(key, slot);
    return slot;
  }

  /** Sends the new blocks to the device; due before each submission. */
  upload(): void {
    for (const page of this.#pages) {
      if (page.sent === page.used) continue;
      const [from, to] = [STRIDE * page.sent, STRIDE * page.used];
      this.#device.queue.writeBuffer(
        page.buffer,
        from,
        page.host.subarray(from, to),
      );
      page.sent = page.used;
    }
  }

  /** Forgets all blocks; no unsubmitted command may name their slots. */
  clear(): void {
    for (const { buffer } of this.#pages) buffer.destroy();
    this.#pages = [];
    this.#slots.clear();
  }
}

/** Writes the fields in order, each 4 bytes, padded to 16. */
function encode(
  kernel: Kernel,
  values: Readonly<Record<string, number>>,
): Uint8Array<ArrayBuffer> {
  const bytes = Math.max(16, 16 * Math.ceil(kernel.params.length / 4));
  const view = new DataView(new ArrayBuffer(bytes));
  kernel.params.forEach(([name, type], i) => {
    const value = values[name];
    if (value === undefined) {
      throw new TypeError(
        `Cannot run "${kernel.name}": parameter "${name}" is missing, expected a number`,
      );
    }
    // Writing it would cut it off, and the kernel would run on something else.
    if (type === "u32" && value >>> 0 !== value) {
      throw new RangeError(
        `Cannot run "${kernel.name}": parameter "${name}" is ${value}, expected a whole number from 0 to 4294967295`,
      );
    }
    if (type === "u32") view.setUint32(4 * i, value, true);
    else view.setFloat32(4 * i, value, true);
  });
  return new Uint8Array(view.buffer);
}
