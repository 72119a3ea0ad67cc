/**
 * A device's timestamps, as the host reads them.
 *
 * @module
 */
import { arrival } from "./transfer.ts";

/** Bytes of a timestamp. */
const STAMP = 8;

/**
 * Copies timestamps to the host, after all that was submitted before.
 *
 * @param device Device that wrote them.
 * @param querySet Where they are.
 * @param count How many, from the first.
 * @returns Ticks of the device's clock, at moments in the order of the queries.
 */
export async function readStamps(
  device: GPUDevice,
  querySet: GPUQuerySet,
  count: number,
): Promise<BigUint64Array> {
  const size = STAMP * count;
  const { QUERY_RESOLVE, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
  const resolved = device.createBuffer({
    size,
    usage: QUERY_RESOLVE | COPY_SRC,
  });
  const staging = device.createBuffer({ size, usage: COPY_DST | MAP_READ });
  const encoder = device.createCommandEncoder();
  encoder.resolveQuerySet(querySet, 0, count, resolved, 0);
  encoder.copyBufferToBuffer(resolved, 0, staging, 0, size);
  device.queue.submit([encoder.finish()]);
  try {
    return new BigUint64Array(await arrival(staging));
  } finally {
    resolved.destroy();
  }
}
