/**
 * The one place that talks to WebGPU: tensors, dispatches and read-back.
 *
 * @module
 */
import { type DeviceInfo, largestTensor, openDevice } from "./device.ts";
import type { Dispatch } from "./dispatch.ts";
import type { Kernel } from "./kernel.ts";
import type { MemoryAccount } from "./memory_account.ts";
import { Pool } from "./pool.ts";
import type { Profile } from "./profile.ts";
import { type Scope, Scopes } from "./scopes.ts";
import {
  bytesOf,
  type Dtype,
  dtypeOf,
  expectDtype,
  type HostArray,
  part,
  type Shape,
  type Tensor,
} from "./tensor.ts";
import { widened } from "./transfer.ts";
import { type Question, Tuning } from "./tuning.ts";
import { Work } from "./work.ts";

/** An open GPU device. */
export class Gpu {
  /** What the device is. */
  readonly info: DeviceInfo;
  /** What tensors hold and held of its memory. */
  readonly memory: MemoryAccount;
  #device: GPUDevice;
  #pool: Pool;
  #scopes: Scopes;
  #work: Work;

  private constructor(device: GPUDevice, info: DeviceInfo, tuning?: Tuning) {
    this.info = info;
    this.#device = device;
    this.#pool = new Pool(device, largestTensor(info));
    this.memory = this.#pool.account;
    this.#scopes = new Scopes(this.#pool);
    this.#work = new Work(device, this.#pool, tuning);
  }

  /**
   * Opens the fastest adapter with all of its limits that kernels make use of.
   *
   * @param options Profile to use in place of the one that suits the device,
   * and whether to find out by trial which kernels are the fastest on it; what
   * was found out is kept in the user's cache directory.
   * @returns The device.
   * @throws {Failure} If the machine has no WebGPU adapter that will do.
   */
  static async open(
    { profile, tune = false }: { profile?: Profile; tune?: boolean } = {},
  ): Promise<Gpu> {
    const { device, info: own } = await openDevice();
    const info = { ...own, profile: profile ?? own.profile };
    return new Gpu(device, info, tune ? await Tuning.open(info) : undefined);
  }

  /**
   * Makes a tensor from data.
   *
   * @param shape Sizes of the axes.
   * @param data Elements in row-major order; their type is the tensor's.
   * @returns The tensor; the innermost open scope frees it.
   * @throws {RangeError} If the data's length is not the shape's size.
   */
  tensor(shape: Shape, data: HostArray): Tensor {
    const tensor = this.empty(shape, { dtype: dtypeOf(data) });
    this.write(tensor, data);
    return tensor;
  }

  /**
   * Makes a tensor with whatever numbers are in its memory.
   *
   * @param shape Sizes of the axes.
   * @param options Type of its numbers, and whether a gradient is wanted.
   * @returns The tensor; the innermost open scope frees it.
   * @throws {Failure} If the device cannot bind so much memory.
   */
  empty(
    shape: Shape,
    options: { dtype?: Dtype; tracked?: boolean } = {},
  ): Tensor {
    const { dtype = "f32", tracked = false } = options;
    const storage = this.#pool.take(bytesOf(shape, dtype, this.#pool.most));
    this.#scopes.add(storage);
    return { gpu: this, shape, dtype, storage, offset: 0, tracked };
  }

  /** Makes a tensor of zeros, as {@linkcode Gpu.empty} makes one of anything. */
  zeros(shape: Shape, options: { dtype?: Dtype } = {}): Tensor {
    const tensor = this.empty(shape, options);
    this.clear(tensor);
    return tensor;
  }

  /** Sets all numbers of a tensor to zero. */
  clear(tensor: Tensor): void {
    this.#work.clear(tensor);
  }

  /**
   * Replaces a tensor's numbers.
   *
   * @param tensor The tensor.
   * @param data Elements in row-major order, of the tensor's type.
   * @throws {RangeError} If the data's length is not the tensor's size.
   * @throws {TypeError} If its type is not the tensor's.
   */
  write(tensor: Tensor, data: HostArray): void {
    this.#work.write(tensor, data);
  }

  /**
   * Looks at part of a tensor's numbers in another shape, without a copy.
   *
   * Kernels may write whole vectors of four at its end: what follows a view
   * that is written to should start at the next multiple of 16 bytes.
   *
   * @param tensor The tensor; it must outlive the view, which no scope frees.
   * @param shape Sizes of the view's axes.
   * @param start Elements before the view's first one.
   * @throws {RangeError} As {@linkcode part}.
   */
  view(tensor: Tensor, shape: Shape, start = 0): Tensor {
    return part(tensor, shape, start);
  }

  /**
   * Adds a dispatch of a kernel's entry point to the commands that wait.
   *
   * @param kernel The kernel.
   * @param entry Name of the entry point.
   * @param dispatch Parameters, tensors and reach.
   * @throws {TypeError} If a name is not declared by the kernel's WGSL text.
   * @throws {Failure} If WebGPU refused anything before.
   */
  run(kernel: Kernel, entry: string, dispatch: Dispatch): void {
    this.#work.run(kernel, entry, dispatch);
  }

  /**
   * Name of the fastest of several ways to do the same work, or of the first
   * as long as nobody knows; reading waits for the trials that are due.
   */
  choose(question: Question): string {
    return this.#work.choose(question);
  }

  /**
   * Copies one tensor's numbers into another.
   *
   * @param from Tensor to read.
   * @param to Tensor to overwrite, of the same size and type.
   * @throws {RangeError} If the sizes or types differ.
   */
  copy(from: Tensor, to: Tensor): void {
    this.#work.copy(from, to);
  }

  /** Submits all uploads and commands that wait, without waiting for them to be done. */
  flush(): void {
    this.#work.flush();
  }

  /**
   * Measures how long the device takes for some work.
   *
   * Where the device has timestamps, this is the time within kernels: neither
   * copies nor the host's own work count. Where it has none, it is the time
   * until all is done, and only work of some tenths of a second is measured well.
   *
   * @param work Adds the commands; it may do so many times.
   * @returns Seconds of all commands together; NaN if the device set its clock back.
   * @throws {RangeError} If copies cut the commands into more than 2048 pieces.
   * @throws {Failure} If WebGPU refused anything before.
   */
  time(work: () => void | Promise<void>): Promise<number> {
    return this.#work.time(work);
  }

  /**
   * Copies a tensor's elements to the host, after all dispatches before it.
   *
   * Each call waits for the device and costs at least ten milliseconds.
   *
   * @param tensor The tensor.
   * @returns Its elements in row-major order; f16 as f32.
   * @throws {TypeError} If they are whole numbers.
   * @throws {Failure} If WebGPU refused anything before.
   */
  async read(tensor: Tensor): Promise<Float32Array<ArrayBuffer>> {
    expectDtype(tensor, "f32", "f16");
    const bytes = await this.#work.read(tensor);
    return widened(tensor, bytes);
  }

  /**
   * Copies the elements of a tensor of whole numbers, as {@linkcode Gpu.read}.
   *
   * @throws {TypeError} If they are not whole numbers.
   * @throws {Failure} If WebGPU refused anything before.
   */
  async readCounts(tensor: Tensor): Promise<Uint32Array<ArrayBuffer>> {
    expectDtype(tensor, "u32");
    return new Uint32Array(await this.#work.read(tensor));
  }

  /**
   * Opens a scope: the tensors made until it closes are freed with it.
   *
   * @returns A handle for `using`; its `keep` and `keepAll` hand tensors to the
   * outer scope.
   */
  scope(): Scope {
    return this.#scopes.open();
  }

  /**
   * Frees a tensor before its scope ends, or one that was made outside of any.
   *
   * @throws {RangeError} If its memory is free already.
   */
  free(tensor: Tensor): void {
    this.#scopes.free(tensor.storage);
  }

  /** Gives the device back the memory that waits to be used again. */
  trim(): void {
    this.#work.trim();
  }

  /** Runs a function outside of all scopes, so that what it makes stays. */
  outside<T>(make: () => T): T {
    return this.#scopes.outside(make);
  }

  /** Releases the device. */
  close(): void {
    this.#work.close();
    this.#device.destroy();
  }
}
