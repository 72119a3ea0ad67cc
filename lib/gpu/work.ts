/**
 * Work for a device: gathered, submitted in order, and watched for errors.
 *
 * @module
 */
import { Commands } from "./commands.ts";
import { type Dispatch, workgroups } from "./dispatch.ts";
import { Failures } from "./failures.ts";
import type { Kernel } from "./kernel.ts";
import { Params } from "./params.ts";
import { Pipelines } from "./pipelines.ts";
import type { Pool } from "./pool.ts";
import type { HostArray, Tensor } from "./tensor.ts";
import { startClock } from "./timing.ts";
import type { Question, Tuning } from "./tuning.ts";
import {
  arrival,
  copiedBytes,
  copyNumbers,
  stage,
  upload,
} from "./transfer.ts";

/** Uploads after which a submission is due: they are held in memory until then. */
const MAX_UPLOAD_BYTES = 64 * 2 ** 20;

/** Parameter blocks kept. */
const MAX_BLOCKS = 8192;

/** Bind groups kept, of about a kilobyte each. */
const MAX_BIND_GROUPS = 65536;

/** What a device is told to do, in the order in which it was said. */
export class Work {
  #device: GPUDevice;
  #pool: Pool;
  #params: Params;
  #pipelines: Pipelines;
  #commands: Commands;
  #failures: Failures;
  #tuning: Tuning | undefined;
  #uploaded = 0;

  /**
   * @param device Device that does the work.
   * @param pool Memory that the work is done on.
   * @param tuning Finds out the fastest kernels; without, the usual ones are taken.
   */
  constructor(device: GPUDevice, pool: Pool, tuning?: Tuning) {
    this.#tuning = tuning;
    this.#device = device;
    this.#pool = pool;
    this.#params = new Params(device);
    this.#commands = new Commands(device);
    this.#failures = new Failures(device);
    this.#pipelines = new Pipelines(device, this.#failures);
  }

  /** Chooses one of several ways to do the same work. */
  choose(question: Question): string {
    return this.#tuning?.choose(question) ?? question.candidates[0]!;
  }

  /** Adds a dispatch to the commands that wait. */
  run(kernel: Kernel, entry: string, dispatch: Dispatch): void {
    this.#failures.check();
    const groups = workgroups(kernel, entry, dispatch);
    if (groups === 0) return;
    const { params, bind } = dispatch;
    const slot = this.#params.slot(kernel, params);
    const bound = this.#pipelines.bind(kernel, entry, slot, bind);
    const pass = this.#commands.pass();
    pass.setPipeline(bound.pipeline);
    pass.setBindGroup(0, bound.group);
    pass.dispatchWorkgroups(groups);
    this.#use(...Object.values(bind));
    if (this.#commands.full) this.flush();
  }

  /** Adds the filling of a tensor with zeros to the commands that wait. */
  clear(tensor: Tensor): void {
    const { storage: { buffer }, offset } = tensor;
    const bytes = copiedBytes(tensor);
    this.#commands.encoder().clearBuffer(buffer, offset, bytes);
    this.#use(tensor);
  }

  /** Adds the copy of one tensor into another to the commands that wait. */
  copy(from: Tensor, to: Tensor): void {
    copyNumbers(this.#commands.encoder(), from, to);
    this.#use(from, to);
  }

  /** Replaces a tensor's numbers, after all commands that wait. */
  write(tensor: Tensor, data: HostArray): void {
    // A write happens before the commands that are submitted after it, so
    // commands that are waiting for the old numbers must be submitted first.
    if (tensor.storage.usedBy === this.#commands.serial) this.flush();
    upload(this.#device.queue, tensor, data);
    this.#uploaded += data.byteLength;
    if (this.#uploaded > MAX_UPLOAD_BYTES) this.flush();
  }

  /** Copies a tensor's bytes to the host, after all commands that wait. */
  async read(tensor: Tensor): Promise<ArrayBuffer> {
    await this.#settle();
    const staging = stage(this.#device, this.#commands.encoder(), tensor);
    this.flush();
    try {
      return await arrival(staging);
    } finally {
      this.#failures.check(); // says more than a refused read does
    }
  }

  /** Does all that waits, then measures what the function adds to it. */
  async time(work: () => void | Promise<void>): Promise<number> {
    this.flush();
    await this.#device.queue.onSubmittedWorkDone();
    const clock = this.#commands.clock = startClock(this.#device);
    try {
      await work();
      this.flush();
    } finally {
      this.#commands.clock = undefined;
    }
    const seconds = await clock.seconds();
    this.#failures.check();
    return seconds;
  }

  /** Submits all that waits, without waiting for it to be done. */
  flush(): void {
    this.#params.upload();
    this.#commands.submit();
    this.#uploaded = 0;
    const { overfull } = this.#pool;
    const crowded = this.#params.count > MAX_BLOCKS;
    const many = this.#pipelines.groupCount > MAX_BIND_GROUPS;
    if (overfull) this.#pool.trim();
    if (crowded) this.#params.clear();
    if (overfull || crowded || many) this.#pipelines.forgetGroups();
  }

  /** Destroys the memory that nobody holds, once all that waits is submitted. */
  trim(): void {
    this.flush();
    this.#pool.trim();
    this.#pipelines.forgetGroups();
  }

  /** Ends all work: from now on the loss of the device is no error. */
  close(): void {
    this.#failures.close();
  }

  /** Makes the trials that are due, unless other work is being measured. */
  async #settle(): Promise<void> {
    if (!this.#tuning?.due || this.#commands.clock) return;
    await this.#tuning.settle((work) => this.time(work));
  }

  /** Notes that the commands that wait name these tensors. */
  #use(...tensors: readonly Tensor[]): void {
    for (const { storage } of tensors) storage.usedBy = this.#commands.serial;
  }
}
