/**
 * GPU memory that is used again instead of being made anew.
 *
 * @module
 */
import { MemoryAccount } from "./memory_account.ts";

/** A stretch of GPU memory. */
export interface Storage {
  readonly buffer: GPUBuffer;
  readonly bytes: number;
  /** Distinguishes memory in the keys of cached bind groups. */
  readonly id: number;
  /** Number of the submission that last named this memory. */
  usedBy: number;
  /** Whether it waits in the pool: nobody holds it. */
  idle: boolean;
}

/** Memory kept for reuse beyond what was in use at one time. */
const MAX_SPARE_BYTES = 2 ** 31;

/** Hands out GPU buffers and takes them back. */
export class Pool {
  /** What the memory is used for. */
  readonly account: MemoryAccount = new MemoryAccount();
  /** Bytes of the largest stretch. */
  readonly most: number;
  #device: GPUDevice;
  #idle = new Map<number, Storage[]>();
  #made = 0;

  /**
   * @param device Device that the memory belongs to.
   * @param most Bytes of the largest stretch that it can have.
   */
  constructor(device: GPUDevice, most = Infinity) {
    this.#device = device;
    this.most = most;
  }

  /**
   * Gives memory of at least so many bytes, with whatever numbers are in it.
   *
   * @param bytes How many, at most {@linkcode Pool.most}.
   */
  take(bytes: number): Storage {
    const rounded = Math.min(roundUp(bytes), this.most);
    const used = this.#idle.get(rounded)?.pop();
    if (used) used.idle = false;
    this.account.take(rounded, { waited: used !== undefined });
    return used ?? this.#make(rounded);
  }

  /**
   * Takes memory back.
   *
   * @throws {RangeError} If it is back already: two holders would share it next.
   */
  give(storage: Storage): void {
    if (storage.idle) {
      throw new RangeError(
        "Cannot free a tensor: its memory is free already, expected memory that is held",
      );
    }
    storage.idle = true;
    this.account.give(storage.bytes);
    const same = this.#idle.get(storage.bytes);
    if (same) same.push(storage);
    else this.#idle.set(storage.bytes, [storage]);
  }

  /**
   * Whether so much memory lies idle that {@linkcode trim} is due.
   *
   * What was in use at one time may stay: the next step will want it again.
   */
  get overfull(): boolean {
    const { held, idle, heldPeak } = this.account;
    return held + idle > heldPeak + MAX_SPARE_BYTES;
  }

  /** Destroys all idle memory; no unsubmitted command may name it. */
  trim(): void {
    for (const { buffer } of [...this.#idle.values()].flat()) buffer.destroy();
    this.#idle.clear();
    this.account.trim();
  }

  #make(bytes: number): Storage {
    const buffer = this.#device.createBuffer({
      size: bytes,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC |
        GPUBufferUsage.COPY_DST,
    });
    return { buffer, bytes, id: this.#made++, usedBy: -1, idle: false };
  }
}

/** Rounds up to one of four sizes per power of two, so that sizes meet again. */
function roundUp(bytes: number): number {
  const step = Math.max(
    256,
    2 ** Math.floor(Math.log2(Math.max(1, bytes))) / 4,
  );
  return Math.max(256, Math.ceil(bytes / step) * step);
}
