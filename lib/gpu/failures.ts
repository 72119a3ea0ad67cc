/**
 * What went wrong on a device, kept until somebody asks.
 *
 * @module
 */
import { Failure } from "../io/failure.ts";

/** Remembers a device's first error: WebGPU reports errors late, and only once. */
export class Failures {
  #device: GPUDevice;
  #first: Failure | undefined;
  #closed = false;

  /** @param device Device to listen to. */
  constructor(device: GPUDevice) {
    this.#device = device;
    device.addEventListener("uncapturederror", (event) => {
      const { message } = (event as GPUUncapturedErrorEvent).error;
      this.#first ??= new Failure(
        "failure",
        `Cannot trust the GPU's results: ${message.trim()}`,
      );
    });
    device.lost.then(({ message }) => {
      if (this.#closed) return;
      this.#first ??= new Failure(
        "deviceLost",
        `Cannot go on: the GPU device was lost (${message})`,
      );
    });
  }

  /**
   * Has something made for a kernel, so that an error names the kernel.
   *
   * @param kernel Names of the kernel and the entry point.
   * @param make Makes it; WebGPU says later whether it could.
   * @returns What was made.
   */
  watch<T>(kernel: string, make: () => T): T {
    this.#device.pushErrorScope("validation");
    const made = make();
    this.#device.popErrorScope().then((error) => {
      if (!error) return;
      this.#first ??= new Failure(
        "failure",
        `Cannot run "${kernel}": ${error.message.trim()}`,
      );
    }, () => undefined); // refused by a device that is lost
    return made;
  }

  /**
   * Does nothing as long as the device is well.
   *
   * @throws {Failure} The first error, at each call after it.
   */
  check(): void {
    if (this.#first) throw this.#first;
  }

  /** From now on the loss of the device is no error. */
  close(): void {
    this.#closed = true;
  }
}
