/**
 * Which form of the hot kernels suits a device.
 *
 * @module
 */

/** `gpu`: shared-memory tiles; `cpu`: none, for Vulkan in software. */
export type Profile = "gpu" | "cpu";

/** Names that software implementations of Vulkan give themselves. */
const SOFTWARE = /llvmpipe|lavapipe|swiftshader/i;

/**
 * Chooses the profile for an adapter.
 *
 * @param info What the adapter says of itself.
 * @returns `cpu` if a processor stands in for the GPU.
 */
export function profileFor(
  info: Pick<GPUAdapterInfo, "description" | "device" | "vendor"> & {
    isFallbackAdapter?: boolean;
  },
): Profile {
  const named = SOFTWARE.test(
    `${info.vendor} ${info.device} ${info.description}`,
  );
  return named || info.isFallbackAdapter ? "cpu" : "gpu";
}
