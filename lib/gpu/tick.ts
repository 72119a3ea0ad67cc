/**
 * How long a tick of a device's clock takes.
 *
 * @module
 */
import { readStamps } from "./stamps.ts";

/** Seconds of a tick as WebGPU defines it: timestamps count nanoseconds. */
const NANOSECOND = 1e-9;

/** Milliseconds between the two moments that are compared; one may be late by some. */
const APART = 50;

/** Stamps of each moment, of which the quickest counts: a busy host delays some. */
const STAMPS = 3;

/** Factor by which a measured tick may miss a nanosecond and be one. */
const SLACK = 2;

/** Ticks that no device has: its stamps are no times. */
const [SHORTEST, LONGEST] = [1e-10, 1e-5];

/** Ticks that were measured. */
const known = new WeakMap<GPUDevice, Promise<number>>();

/**
 * Measures how long a tick of the device's clock takes, once a device.
 *
 * Deno 2.9 hands out raw ticks: wgpu turns them into nanoseconds only where
 * `AUTOMATIC_TIMESTAMP_NORMALIZATION` is asked for, Deno does not ask for it, and
 * it has no function that tells the period. On some GPUs it is 80 nanoseconds.
 * So the ticks between two moments are compared with the host's clock, to a few
 * percent. What is about a nanosecond is taken for one, as the longer ticks are
 * many times that.
 *
 * @param device Device with timestamps; it should have nothing to do.
 * @returns Seconds of a tick; those of a nanosecond if the stamps are no times.
 * @see WebGPU, section "Timestamp Query"; wgpu's pull requests 1907 (periods) and
 * 7343 (normalisation); `get_or_init_instance` in Deno's ext/webgpu/lib.rs
 */
export function secondsPerTick(device: GPUDevice): Promise<number> {
  const tick = known.get(device) ?? measure(device);
  known.set(device, tick);
  return tick;
}

async function measure(device: GPUDevice): Promise<number> {
  await stamp(device); // the first one of a process may be late
  const first = await quickestStamp(device);
  await new Promise((resolve) => setTimeout(resolve, APART));
  const second = await quickestStamp(device);
  const seconds = (second.moment - first.moment) / 1000;
  const tick = seconds / Number(second.ticks - first.ticks);
  if (!(tick >= SHORTEST && tick <= LONGEST)) return NANOSECOND;
  const near = tick > NANOSECOND / SLACK && tick < NANOSECOND * SLACK;
  return near ? NANOSECOND : tick;
}

/** What both clocks say about one moment. */
interface Stamp {
  /** Milliseconds of the host's clock, just before. */
  readonly moment: number;
  /** The device's clock. */
  readonly ticks: bigint;
  /** Milliseconds until the host had the ticks. */
  readonly took: number;
}

/** The stamp whose moment is surest. */
async function quickestStamp(device: GPUDevice): Promise<Stamp> {
  let quickest = await stamp(device);
  for (let i = 1; i < STAMPS; i++) {
    const next = await stamp(device);
    if (next.took < quickest.took) quickest = next;
  }
  return quickest;
}

/** What both clocks say when the device begins a pass. */
async function stamp(device: GPUDevice): Promise<Stamp> {
  const querySet = device.createQuerySet({ type: "timestamp", count: 2 });
  const encoder = device.createCommandEncoder();
  encoder.beginComputePass({
    timestampWrites: {
      querySet,
      beginningOfPassWriteIndex: 0,
      endOfPassWriteIndex: 1,
    },
  }).end();
  const commands = encoder.finish();
  const moment = performance.now();
  device.queue.submit([commands]);
  try {
    const [ticks = 0n] = await readStamps(device, querySet, 2);
    return { moment, ticks, took: performance.now() - moment };
  } finally {
    querySet.destroy();
  }
}
