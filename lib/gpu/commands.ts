/**
 * Commands gathered into one encoder and one pass until they are submitted.
 *
 * @module
 */

import type { Clock } from "./timing.ts";

/** Dispatches after which a submission is due, so that the device has work. */
const MAX_PENDING = 1024;

/** The encoder and pass that commands go into. */
export class Commands {
  /** Measures the passes that are begun while it is here. */
  clock: Clock | undefined;
  #device: GPUDevice;
  #encoder: GPUCommandEncoder | undefined;
  #pass: GPUComputePassEncoder | undefined;
  #pending = 0;
  #serial = 0;

  /** @param device Device that runs the commands. */
  constructor(device: GPUDevice) {
    this.#device = device;
  }

  /** Number of the submission that new commands will be part of. */
  get serial(): number {
    return this.#serial;
  }

  /** Whether so many commands wait that a submission is due. */
  get full(): boolean {
    return this.#pending >= MAX_PENDING;
  }

  /** The open pass, for one more dispatch. */
  pass(): GPUComputePassEncoder {
    this.#pending++;
    this.#encoder ??= this.#device.createCommandEncoder();
    return this.#pass ??= this.#encoder.beginComputePass(this.clock?.pass());
  }

  /** The encoder outside of a pass, for a copy or a fill. */
  encoder(): GPUCommandEncoder {
    this.#pass?.end();
    this.#pass = undefined;
    return this.#encoder ??= this.#device.createCommandEncoder();
  }

  /** Submits all commands that wait; uploads are sent even if there are none. */
  submit(): void {
    this.#pass?.end();
    this.#device.queue.submit(this.#encoder ? [this.#encoder.finish()] : []);
    this.#pass = this.#encoder = undefined;
    this.#pending = 0;
    this.#serial++;
  }
}
