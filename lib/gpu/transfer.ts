/**
 * Numbers on their way between the host and the GPU.
 *
 * @module
 */
import { BYTES, dtypeOf, type HostArray, size, type Tensor } from "./tensor.ts";

/** Bytes to copy for a tensor: WebGPU copies words of four. */
export function copiedBytes({ dtype, shape }: Tensor): number {
  return 4 * Math.ceil(BYTES[dtype] * size(shape) / 4);
}

/**
 * Hands a tensor's numbers to the queue, which copies them.
 *
 * @param queue The device's queue; it sends them before the next commands.
 * @param tensor The tensor.
 * @param data As many elements, of its type.
 * @throws {RangeError} If the data's length is not the tensor's size.
 * @throws {TypeError} If the data's type is not the tensor's.
 */
export function upload(
  queue: GPUQueue,
  tensor: Tensor,
  data: HostArray,
): void {
  expectData(tensor, data);
  const { storage: { buffer }, offset } = tensor;
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const whole = bytes.subarray(0, bytes.length - bytes.length % 4);
  // Deno 2.9 dies of a write of no bytes.
  if (whole.length > 0) queue.writeBuffer(buffer, offset, whole);
  if (whole.length === bytes.length) return;
  const rest = new Uint8Array(4); // an odd number of f16
  rest.set(bytes.subarray(whole.length));
  queue.writeBuffer(buffer, offset + whole.length, rest);
}

function expectData({ shape, dtype }: Tensor, data: HostArray): void {
  if (data.length !== size(shape)) {
    throw new RangeError(
      `Cannot fill a tensor of shape [${shape}]: data has ${data.length} elements, expected ${
        size(shape)
      }`,
    );
  }
  if (dtypeOf(data) !== dtype) {
    throw new TypeError(
      `Cannot fill a tensor of shape [${shape}]: data is ${
        dtypeOf(data)
      }, expected ${dtype}`,
    );
  }
}

/**
 * Adds the copy of one tensor's numbers into another to the commands.
 *
 * @param encoder Commands to add the copy to.
 * @param from Tensor to read.
 * @param to Tensor to overwrite, of the same size and type.
 * @throws {RangeError} If the sizes or types differ.
 */
export function copyNumbers(
  encoder: GPUCommandEncoder,
  from: Tensor,
  to: Tensor,
): void {
  if (size(from.shape) !== size(to.shape) || from.dtype !== to.dtype) {
    throw new RangeError(
      `Cannot copy into ${to.dtype} [${to.shape}]: the source is ${from.dtype} [${from.shape}], expected the same size and type`,
    );
  }
  encoder.copyBufferToBuffer(
    from.storage.buffer,
    from.offset,
    to.storage.buffer,
    to.offset,
    copiedBytes(from),
  );
}

/**
 * Adds the copy of a tensor, into memory that the host can see, to the commands.
 *
 * @param device The device.
 * @param encoder Commands to add the copy to.
 * @param tensor The tensor.
 * @returns The memory; once the commands are submitted, {@linkcode arrival} reads it.
 */
export function stage(
  device: GPUDevice,
  encoder: GPUCommandEncoder,
  tensor: Tensor,
): GPUBuffer {
  const bytes = copiedBytes(tensor);
  const staging = device.createBuffer({
    size: bytes,
    usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ,
  });
  const { storage, offset } = tensor;
  encoder.copyBufferToBuffer(storage.buffer, offset, staging, 0, bytes);
  return staging;
}

/**
 * Waits for what was staged.
 *
 * @param staging Memory that the host can see; destroyed afterwards.
 * @returns Its bytes.
 * @throws {DOMException} If the device is lost, or refused the commands.
 */
export async function arrival(staging: GPUBuffer): Promise<ArrayBuffer> {
  try {
    await staging.mapAsync(GPUMapMode.READ);
    return staging.getMappedRange().slice(0);
  } finally {
    staging.destroy();
  }
}

/**
 * Reads the bytes of a tensor of f32 or f16.
 *
 * @param tensor The tensor.
 * @param bytes Its bytes, and maybe some after them to fill up a word.
 * @returns Its elements as f32.
 */
export function widened(
  { dtype, shape }: Tensor,
  bytes: ArrayBuffer,
): Float32Array<ArrayBuffer> {
  return dtype === "f16"
    ? new Float32Array(new Float16Array(bytes, 0, size(shape)))
    : new Float32Array(bytes);
}
