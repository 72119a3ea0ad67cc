/**
 * TensorFlow.js on Deno's WebGPU.
 *
 * @module
 */

/** Features that the back end asks for without looking, in a list of lists. */
type Wanted = Iterable<GPUFeatureName | GPUFeatureName[]>;

Deno.env.set("DENO_WEBGPU_BACKEND", "vulkan");
Deno.env.set("XDG_RUNTIME_DIR", "/tmp"); // the loader asks for any folder

/**
 * Loads TensorFlow.js with its WebGPU back end.
 *
 * @returns Its module, ready for work.
 * @see https://github.com/denoland/webgpu-examples/issues/22
 */
export async function loadTensorFlow() {
  const { gpu } = navigator;
  const requestAdapter = gpu.requestAdapter.bind(gpu);
  gpu.requestAdapter = async (options) => {
    const adapter = await requestAdapter(options);
    if (!adapter) return null;
    const requestDevice = adapter.requestDevice.bind(adapter);
    adapter.requestDevice = (descriptor) => {
      const wanted = [...(descriptor?.requiredFeatures ?? []) as Wanted].flat();
      const requiredFeatures = wanted.filter((name) =>
        adapter.features.has(name)
      );
      return requestDevice({ ...descriptor, requiredFeatures });
    };
    return adapter;
  };
  const tf = await import("@tensorflow/tfjs");
  await import("@tensorflow/tfjs-backend-webgpu");
  await tf.setBackend("webgpu");
  await tf.ready();
  return tf;
}

/** TensorFlow.js as a value. */
export type TensorFlow = Awaited<ReturnType<typeof loadTensorFlow>>;
