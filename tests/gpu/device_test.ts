import {
  deepStrictEqual,
  match,
  rejects,
  strictEqual,
} from "node:assert/strict";
import { largestTensor, openDevice } from "../../lib/gpu/device.ts";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { Failure } from "../../lib/io/failure.ts";

/** What a new process says that opens a GPU with these settings. */
async function open(env: Record<string, string>): Promise<string[]> {
  const script = `
    import { Gpu } from ${
    JSON.stringify(import.meta.resolve("../../lib/gpu/gpu.ts"))
  };
    try {
      await Gpu.open();
      console.log("opened");
    } catch (error) {
      console.log(error.name, error.kind);
      console.log(error.message);
    }
    console.log(Deno.env.get("DENO_WEBGPU_BACKEND") ?? "unset");
  `;
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "--no-check", script],
    env,
  }).output();
  return new TextDecoder().decode(stdout).trim().split("\n");
}

Deno.test("openDevice() names the adapter and takes its limits", async () => {
  const { device, info } = await openDevice();
  const adapter = await navigator.gpu.requestAdapter();
  strictEqual(info.name, adapter!.info.description);
  strictEqual(info.vendor, adapter!.info.vendor);
  for (
    const name of ["maxStorageBufferBindingSize", "maxBufferSize"] as const
  ) {
    strictEqual(info.limits[name], adapter!.limits[name]);
  }
  deepStrictEqual(info.features, [...device.features].sort());
  device.destroy();
});

Deno.test("openDevice() asks for the fastest adapter, not for the first", async () => {
  await Gpu.open().then((gpu) => gpu.close()); // chooses the back end
  const { gpu } = navigator;
  const usual = gpu.requestAdapter;
  const asked: unknown[] = [];
  gpu.requestAdapter = (options) => {
    asked.push(options);
    return usual.call(gpu, options);
  };
  try {
    (await openDevice()).device.destroy();
  } finally {
    gpu.requestAdapter = usual;
  }
  deepStrictEqual(asked, [{ powerPreference: "high-performance" }]);
});

Deno.test("largestTensor() is what fits a buffer and a binding in whole vectors", () => {
  const most = (maxBufferSize: number, maxStorageBufferBindingSize: number) =>
    largestTensor({ limits: { maxBufferSize, maxStorageBufferBindingSize } });
  strictEqual(most(2 ** 31 - 1, 2 ** 27), 2 ** 27);
  strictEqual(most(2 ** 31 - 1, 2 ** 32 - 4), 2 ** 31 - 16);
  strictEqual(most(2 ** 52, 2 ** 32 - 4), 2 ** 32 - 16);
});

Deno.test("openDevice() lets kernels bind no more than every device can", async () => {
  const { device, info } = await openDevice();
  strictEqual(info.limits.maxStorageBuffersPerShaderStage, 8);
  strictEqual(info.limits.maxComputeInvocationsPerWorkgroup! >= 256, true);
  device.destroy();
});

Deno.test("openDevice() refuses a device on which kernels cannot run", async () => {
  await Gpu.open().then((gpu) => gpu.close()); // chooses the back end
  const { gpu } = navigator;
  const usual = gpu.requestAdapter;
  gpu.requestAdapter = async () => {
    const { limits, features } = (await usual.call(gpu))!;
    const few = {
      maxStorageBuffersPerShaderStage: 4,
      maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
    };
    const info = { description: "Old One" };
    return { limits: few, features, info } as unknown as GPUAdapter;
  };
  try {
    await rejects(
      openDevice(),
      new Failure(
        "noGpu",
        'Cannot use the GPU "Old One": its maxStorageBuffersPerShaderStage is 4, expected 8 or more',
      ),
    );
  } finally {
    gpu.requestAdapter = usual;
  }
});

Deno.test("Gpu.open() takes another profile than the device's", async () => {
  for (const profile of ["gpu", "cpu"] as const) {
    const gpu = await Gpu.open({ profile });
    strictEqual(gpu.info.profile, profile);
    match(gpu.info.name, /./);
    gpu.close();
  }
});

Deno.test("openDevice() throws the remedy if there is no adapter", {
  ignore: Deno.build.os !== "linux", // other systems bring their driver
}, async () => {
  const said = await open({
    VK_DRIVER_FILES: "/dev/null",
    VK_ICD_FILENAMES: "/dev/null",
    DENO_WEBGPU_BACKEND: "vulkan",
  });
  deepStrictEqual(said, [
    "Failure noGpu",
    "Cannot open a GPU: found no WebGPU adapter, expected a Vulkan, Metal or DirectX 12 driver (Debian: apt-get install mesa-vulkan-drivers)",
    "vulkan",
  ]);
});

Deno.test("openDevice() chooses Vulkan on Linux, unless told otherwise", {
  ignore: Deno.build.os !== "linux",
}, async () => {
  deepStrictEqual(await open({ DENO_WEBGPU_BACKEND: "" }), [
    "opened",
    "vulkan",
  ]);
  strictEqual((await open({ DENO_WEBGPU_BACKEND: "metal" })).at(-1), "metal");
});
