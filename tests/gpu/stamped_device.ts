/**
 * A device whose timestamps are what a test says.
 *
 * @module
 */

/**
 * Makes a device that does nothing but write timestamps.
 *
 * @param read Says what they are whenever the host reads them: ticks, in the order
 * of the queries.
 */
export function stampedDevice(read: () => readonly bigint[]): GPUDevice {
  const device = {
    features: new Set(["timestamp-query"]),
    createQuerySet: () => ({ destroy() {} }),
    createBuffer: () => ({
      mapAsync: () => Promise.resolve(),
      getMappedRange: () => BigUint64Array.from(read()).buffer,
      destroy() {},
    }),
    createCommandEncoder: () => ({
      beginComputePass: () => ({ end() {} }),
      resolveQuerySet() {},
      copyBufferToBuffer() {},
      finish() {},
    }),
    queue: { submit() {} },
  };
  return device as unknown as GPUDevice;
}
