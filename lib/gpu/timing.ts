/**
 * How long a device works, by its own clock where it has one.
 *
 * @module
 */
import { readStamps } from "./stamps.ts";
import { secondsPerTick } from "./tick.ts";

/** Measures the passes that are begun with what it says. */
export interface Clock {
  /**
   * What to begin the next pass with.
   *
   * @throws {RangeError} If there have been too many passes.
   */
  pass(): GPUComputePassDescriptor;
  /**
   * Seconds that the submitted passes took, once they are done; NaN if the device
   * set its clock back meanwhile.
   */
  seconds(): Promise<number>;
}

/** Passes that a clock of timestamps measures: WebGPU's limit is 4096 queries. */
const MAX_PASSES = 2048;

/**
 * Starts a clock.
 *
 * With timestamps it counts what passes take, and neither what lies between
 * them nor the time it takes to give commands. Without, it counts from now
 * until all is done, and the wait alone takes ten milliseconds or more.
 *
 * @param device Device to measure; it has nothing to do yet.
 */
export function startClock(device: GPUDevice): Clock {
  return device.features.has("timestamp-query")
    ? stampClock(device)
    : wallClock(device);
}

/** Adds up the device's own timestamps at both ends of each pass. */
function stampClock(device: GPUDevice): Clock {
  const count = 2 * MAX_PASSES;
  const querySet = device.createQuerySet({ type: "timestamp", count });
  let used = 0;
  return {
    pass() {
      if (used === count) {
        throw new RangeError(
          `Cannot time work: it takes more passes than ${MAX_PASSES}, expected at most that`,
        );
      }
      const timestampWrites = {
        querySet,
        beginningOfPassWriteIndex: used++,
        endOfPassWriteIndex: used++,
      };
      return { timestampWrites };
    },
    async seconds() {
      try {
        if (used === 0) return 0;
        const ticks = sum(await readStamps(device, querySet, used));
        return ticks * await secondsPerTick(device);
      } finally {
        querySet.destroy();
      }
    },
  };
}

/**
 * Ticks from each pass's begin to its end, together.
 *
 * @see WebGPU, section "Timestamp Query": a device may set its clock back between
 * two timestamps
 */
function sum(stamps: BigUint64Array): number {
  let ticks = 0;
  for (let i = 0; i < stamps.length; i += 2) {
    const [begin, end] = [stamps[i]!, stamps[i + 1]!];
    if (end < begin) return NaN;
    ticks += Number(end - begin);
  }
  return ticks;
}

/** Reads the host's clock. */
function wallClock(device: GPUDevice): Clock {
  const start = performance.now();
  return {
    pass: () => ({}),
    async seconds() {
      await device.queue.onSubmittedWorkDone();
      return (performance.now() - start) / 1000;
    },
  };
}
