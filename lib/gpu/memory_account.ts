/** How many bytes of GPU memory tensors hold, held, and leave to be used again. */
export class MemoryAccount {
  #held = 0;
  #idle = 0;
  #heldPeak = 0;
  #peak = 0;

  /** Memory of tensors, in whole blocks. */
  get held(): number {
    return this.#held;
  }

  /** Memory that waits to be used again. */
  get idle(): number {
    return this.#idle;
  }

  /** Largest memory of tensors at one time. */
  get heldPeak(): number {
    return this.#heldPeak;
  }

  /**
   * Largest sum of both at one time: what the device had to have, apart from
   * kernels, their parameters, and copies on their way to the host.
   */
  get peak(): number {
    return this.#peak;
  }

  /** Notes a block that a tensor takes: a new one, or one that waited. */
  take(bytes: number, { waited }: { waited: boolean }): void {
    if (waited) this.#idle -= bytes;
    this.#held += bytes;
    this.#heldPeak = Math.max(this.#heldPeak, this.#held);
    this.#peak = Math.max(this.#peak, this.#held + this.#idle);
  }

  /** Notes a block that a tensor gives back. */
  give(bytes: number): void {
    this.#held -= bytes;
    this.#idle += bytes;
  }

  /** Notes that all that waited was destroyed. */
  trim(): void {
    this.#idle = 0;
  }

  /** Forgets the peaks: from now on they count from what there is. */
  forgetPeaks(): void {
    this.#heldPeak = this.#held;
    this.#peak = this.#held + this.#idle;
  }
}
