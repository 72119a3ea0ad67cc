import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { openDevice } from "../../lib/gpu/device.ts";
import { Gpu } from "../../lib/gpu/gpu.ts";

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

Deno.test("openDevice() can bind what the widest kernel needs", async () => {
  const { device, info } = await openDevice();
  strictEqual(info.limits.maxStorageBuffersPerShaderStage! >= 8, true);
  strictEqual(info.limits.maxComputeInvocationsPerWorkgroup! >= 256, true);
  device.destroy();
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
